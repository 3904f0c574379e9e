package dev.lamina.plugins.manifold.umap;

import java.util.SplittableRandom;

/**
 * Points in the plane whose nearness is as close as possible to a graph's weights in cross entropy,
 * by stochastic gradient descent (McInnes, Healy and Melville 2018, section 3.2 and algorithm 5).
 * Edges pull their ends together, each as often as its weight demands; for each pull, {@link
 * #PUSHES} random points push one end away. The rate falls from 1 to 0. One thread: the result
 * depends on the seed alone.
 */
final class Layout {

  private static final int PUSHES = 5;

  /** Each coordinate of a step is at most this. */
  private static final double LONGEST_STEP = 4;

  /** Keeps a push between points in one place finite. */
  private static final double SOFTENING = 1e-3;

  private final double[][] points;
  private final NearnessCurve curve;
  private final SplittableRandom random;

  /**
   * Prepares.
   *
   * @param points [points, 2], moved in place
   */
  Layout(double[][] points, NearnessCurve curve, SplittableRandom random) {
    this.points = points;
    this.curve = curve;
    this.random = random;
  }

  /** Moves the points. An edge of the largest weight is looked at in every epoch. */
  void optimize(FuzzyGraph graph, int epochs) {
    double largest = 0;
    for (double weight : graph.weights()) {
      largest = Math.max(largest, weight);
    }
    for (int epoch = 0; epoch < epochs; epoch++) {
      double rate = 1 - epoch / (double) epochs;
      for (int edge = 0; edge < graph.weights().length; edge++) {
        double often = graph.weights()[edge] / largest;
        if (Math.floor((epoch + 1) * often) > Math.floor(epoch * often)) {
          pull(graph.from()[edge], graph.to()[edge], rate);
          pull(graph.to()[edge], graph.from()[edge], rate);
        }
      }
    }
  }

  private void pull(int i, int j, double rate) {
    double squared = squared(points[i], points[j]);
    if (squared > 0) {
      double power = Math.pow(squared, curve.b());
      double strength = -2 * curve.a() * curve.b() * (power / squared) / (1 + curve.a() * power);
      for (int axis = 0; axis < 2; axis++) {
        double step = rate * clipped(strength * (points[i][axis] - points[j][axis]));
        points[i][axis] += step;
        points[j][axis] -= step;
      }
    }
    for (int push = 0; push < PUSHES; push++) {
      int other = random.nextInt(points.length);
      if (other != i) {
        push(points[i], points[other], rate);
      }
    }
  }

  private void push(double[] point, double[] from, double rate) {
    double squared = squared(point, from);
    double power = Math.pow(squared, curve.b());
    double strength = 2 * curve.b() / ((SOFTENING + squared) * (1 + curve.a() * power));
    for (int axis = 0; axis < 2; axis++) {
      point[axis] += rate * clipped(strength * (point[axis] - from[axis]));
    }
  }

  private static double squared(double[] a, double[] b) {
    double x = a[0] - b[0];
    double y = a[1] - b[1];
    return x * x + y * y;
  }

  private static double clipped(double step) {
    return Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, step));
  }
}
