package dev.lamina.plugins.probes.fit.descent;

import dev.lamina.plugins.probes.fit.algebra.Vectors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.UnaryOperator;

/**
 * Finds a minimum of a smooth function by limited-memory BFGS (Nocedal and Wright 2006, Numerical
 * Optimization, algorithm 7.4). Of a convex function it is started from a known curvature instead
 * of a multiple of the identity. A step is accepted as by Hager and Zhang 2005, A New Conjugate
 * Gradient Method with Guaranteed Descent, section 2: by the value or, where the value's rounding
 * hides its change, by the slope.
 *
 * <p>Whoever has the function asks for {@link #trial} and tells what it is there, so that several
 * descents share one pass over the data.
 */
public final class Descent {

  private static final int MEMORY = 8;
  public static final int MOST_STEPS = 1000;

  /** Of Hager and Zhang, where these are called delta and epsilon. */
  private static final double DECREASE = 0.1;

  private static final double VALUE_ROUNDING = 1e-6;

  /** A step shorter than this share of the first does not change the point. */
  private static final double SHORTEST = 1e-8;

  private final UnaryOperator<double[]> inverseCurvature;
  private final double tolerance;
  private final int mostSteps;
  private final Deque<Pair> pairs = new ArrayDeque<>(); // the latest first

  private double[] point;
  private double[] gradient = {};
  private double[] direction = {};
  private double value;
  private double slope;
  private double length;
  private int steps;
  private boolean done;

  /** A step and the change of the gradient along it. */
  private record Pair(double[] step, double[] change, double product) {}

  /**
   * Begins at 0.
   *
   * @param tolerance the descent is done when no entry of the gradient is larger
   */
  public Descent(int dimensions, UnaryOperator<double[]> inverseCurvature, double tolerance) {
    this.point = new double[dimensions];
    this.inverseCurvature = inverseCurvature;
    this.tolerance = tolerance;
    this.mostSteps = MOST_STEPS;
  }

  private Descent(double[] start, double tolerance, int mostSteps) {
    this.point = start.clone();
    this.inverseCurvature = this::alongLatest;
    this.tolerance = tolerance;
    this.mostSteps = mostSteps;
  }

  /** Of any smooth function: the curvature is that along the latest step (equation 7.20). */
  public static Descent from(double[] start, double tolerance, int mostSteps) {
    return new Descent(start, tolerance, mostSteps);
  }

  private double[] alongLatest(double[] q) {
    double[] scaled = q.clone();
    if (!pairs.isEmpty()) {
      Pair latest = pairs.getFirst();
      double scale = latest.product / Vectors.dot(latest.change, latest.change);
      for (int j = 0; j < scaled.length; j++) {
        scaled[j] *= scale;
      }
    }
    return scaled;
  }

  public boolean done() {
    return done;
  }

  /** Whether it was given up before the gradient was small. */
  public boolean exhausted() {
    return steps > mostSteps && largest(gradient) > tolerance;
  }

  /** The point to evaluate next; the minimum when it is done. */
  public double[] trial() {
    double[] trial = point.clone();
    if (!done && direction.length > 0) {
      Vectors.add(trial, length, direction);
    }
    return trial;
  }

  /** Takes in what the function is at the trial point. */
  public void evaluated(double trialValue, double[] trialGradient) {
    double[] trial = trial();
    if (direction.length > 0) {
      double trialSlope = Vectors.dot(trialGradient, direction);
      if (!accepted(trialValue, trialSlope)) {
        double secant = slope / (slope - trialSlope);
        length *= Double.isNaN(secant) ? 0.1 : Math.min(0.6, Math.max(0.1, secant));
        done = length < SHORTEST;
        return;
      }
      remember(trial, trialGradient);
    }
    point = trial;
    value = trialValue;
    gradient = trialGradient;
    steps++;
    done = largest(gradient) <= tolerance || steps > mostSteps;
    if (!done) {
      direction = direction();
      slope = Vectors.dot(gradient, direction);
      length = 1;
    }
  }

  private boolean accepted(double trialValue, double trialSlope) {
    boolean lower = trialValue <= value + DECREASE * length * slope;
    boolean flatter =
        trialSlope <= (2 * DECREASE - 1) * slope
            && trialValue <= value + VALUE_ROUNDING * Math.abs(value);
    return lower || flatter;
  }

  private void remember(double[] trial, double[] trialGradient) {
    double[] step = trial.clone();
    Vectors.add(step, -1, point);
    double[] change = trialGradient.clone();
    Vectors.add(change, -1, gradient);
    double product = Vectors.dot(step, change);
    if (product > 0) {
      pairs.addFirst(new Pair(step, change, product));
      if (pairs.size() > MEMORY) {
        pairs.removeLast();
      }
    }
  }

  /** The two loops of algorithm 7.4. */
  private double[] direction() {
    double[] q = gradient.clone();
    double[] weights = new double[pairs.size()];
    int at = 0;
    for (Pair pair : pairs) {
      weights[at] = Vectors.dot(pair.step, q) / pair.product;
      Vectors.add(q, -weights[at], pair.change);
      at++;
    }
    double[] r = inverseCurvature.apply(q);
    for (Iterator<Pair> oldest = pairs.descendingIterator(); oldest.hasNext(); ) {
      Pair pair = oldest.next();
      at--;
      Vectors.add(r, weights[at] - Vectors.dot(pair.change, r) / pair.product, pair.step);
    }
    for (int j = 0; j < r.length; j++) {
      r[j] = -r[j];
    }
    return r;
  }

  private static double largest(double[] vector) {
    double largest = 0;
    for (double entry : vector) {
      largest = Math.max(largest, Math.abs(entry));
    }
    return largest;
  }
}
