package dev.lamina.plugins.probes.fit.contrast;

import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Probe;
import dev.lamina.plugins.probes.fit.TrainingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Contrast-consistent search (Burns, Ye, Klein and Steinhardt 2022, Discovering Latent Knowledge in
 * Language Models Without Supervision, arXiv:2212.03827, section 2.3): a direction along which the
 * two prompts of a pair get probabilities p and q that are consistent, {@code (p - (1 - q))^2}, and
 * confident, {@code min(p, q)^2}. Several searches start at random, and the one of the lowest loss
 * is taken; as the paper says, which of its sides is true is not known without labels: here it is
 * the side that tells more of the training prompts right.
 *
 * <p>Features are standardized over both prompts of all pairs. The paper does it for each answer
 * apart, since its prompts end in Yes or No; a fact and its counterfactual have no such ending.
 */
public final class ContrastConsistentSearch implements Probe {

  private static final int STARTS = 8;
  private static final int STEPS = 300;

  /** Of Adam (Kingma and Ba 2015), whose other settings are the usual ones. */
  private static final double RATE = 0.01;

  private static final double MEAN_DECAY = 0.9;
  private static final double SQUARE_DECAY = 0.999;

  /** As weight decay in the paper's code: it keeps a direction that no pair determines small. */
  private static final double DECAY = 0.01;

  private static final long SEED = 1; // starts are the same for each training set

  private final Parallel parallel;

  public ContrastConsistentSearch(Parallel parallel) {
    this.parallel = parallel;
  }

  @Override
  public List<LinearClassifier> fit(Features features, List<TrainingSet> sets) {
    return parallel.map(sets, set -> fit(features, set));
  }

  private static LinearClassifier fit(Features features, TrainingSet set) {
    LinearClassifier fitted = LinearClassifier.beforeFit(set, features.width());
    int[][] pairs = pairs(features, set);
    if (set.present().length < 2 || pairs.length == 0) {
      return fitted;
    }
    double[][] first = standardized(features, set, pairs, 0);
    double[][] second = standardized(features, set, pairs, 1);
    SplittableRandom random = new SplittableRandom(SEED);
    Search best = new Search(features.width(), random);
    best.run(first, second);
    for (int start = 1; start < STARTS; start++) {
      Search search = new Search(features.width(), random);
      search.run(first, second);
      best = search.loss < best.loss ? search : best;
    }
    fitted.weights()[0] = Arrays.copyOf(best.point, features.width());
    fitted.intercepts()[0] = best.point[features.width()];
    return set.standard().undo(oriented(fitted, features, set));
  }

  /** The rows of each group of two. */
  private static int[][] pairs(Features features, TrainingSet set) {
    Map<Integer, List<Integer>> rowsOf = new LinkedHashMap<>();
    for (int row : set.rows()) {
      rowsOf.computeIfAbsent(features.groups()[row], group -> new ArrayList<>()).add(row);
    }
    return rowsOf.values().stream()
        .filter(rows -> rows.size() == 2)
        .map(rows -> new int[] {rows.get(0), rows.get(1)})
        .toArray(int[][]::new);
  }

  private static double[][] standardized(
      Features features, TrainingSet set, int[][] pairs, int side) {
    double[][] rows = new double[pairs.length][features.width()];
    for (int i = 0; i < rows.length; i++) {
      float[] row = features.rows()[pairs[i][side]];
      for (int j = 0; j < row.length; j++) {
        rows[i][j] = (row[j] - set.standard().mean()[j]) / set.standard().scale()[j];
      }
    }
    return rows;
  }

  /** Class 0 on the positive side, if more of the training rows say so than not. */
  private static LinearClassifier oriented(
      LinearClassifier fitted, Features features, TrainingSet set) {
    LinearClassifier raw = set.standard().undo(fitted);
    int right = 0;
    for (int row : set.rows()) {
      int predicted = LinearClassifier.predicted(raw.decide(features.rows()[row]));
      right += predicted == set.labels()[row] ? 1 : 0;
    }
    if (2 * right < set.rows().length) {
      for (int j = 0; j < fitted.weights()[0].length; j++) {
        fitted.weights()[0][j] *= -1;
      }
      fitted.intercepts()[0] *= -1;
    }
    return fitted;
  }

  /** A descent from a random start. */
  private static final class Search {

    private final double[] point; // weights, then the intercept
    private final double[] means;
    private final double[] squares;
    private double loss;

    Search(int width, SplittableRandom random) {
      point = new double[width + 1];
      means = new double[width + 1];
      squares = new double[width + 1];
      double length = 0;
      for (int j = 0; j < width; j++) {
        point[j] = random.nextDouble(-1, 1);
        length += point[j] * point[j];
      }
      for (int j = 0; j < width; j++) {
        point[j] /= Math.sqrt(length); // so that probabilities begin well inside 0 and 1
      }
    }

    void run(double[][] first, double[][] second) {
      for (int step = 1; step <= STEPS; step++) {
        step(gradient(first, second), step);
      }
      gradient(first, second);
    }

    private double[] gradient(double[][] first, double[][] second) {
      double[] gradient = new double[point.length];
      loss = 0;
      for (int i = 0; i < first.length; i++) {
        double p = probability(first[i]);
        double q = probability(second[i]);
        double inconsistent = p + q - 1;
        double least = Math.min(p, q);
        loss += (inconsistent * inconsistent + least * least) / first.length;
        double byP = 2 * inconsistent + (p <= q ? 2 * p : 0);
        double byQ = 2 * inconsistent + (p <= q ? 0 : 2 * q);
        add(gradient, byP * p * (1 - p) / first.length, first[i]);
        add(gradient, byQ * q * (1 - q) / first.length, second[i]);
      }
      return gradient;
    }

    private double probability(double[] row) {
      double decision = point[row.length];
      for (int j = 0; j < row.length; j++) {
        decision += point[j] * row[j];
      }
      return 1 / (1 + Math.exp(-decision));
    }

    private static void add(double[] gradient, double times, double[] row) {
      for (int j = 0; j < row.length; j++) {
        gradient[j] += times * row[j];
      }
      gradient[row.length] += times;
    }

    private void step(double[] gradient, int step) {
      double meanScale = 1 - Math.pow(MEAN_DECAY, step);
      double squareScale = 1 - Math.pow(SQUARE_DECAY, step);
      for (int j = 0; j < point.length; j++) {
        means[j] = MEAN_DECAY * means[j] + (1 - MEAN_DECAY) * gradient[j];
        squares[j] = SQUARE_DECAY * squares[j] + (1 - SQUARE_DECAY) * gradient[j] * gradient[j];
        double size = Math.sqrt(squares[j] / squareScale) + 1e-8;
        point[j] -= RATE * (means[j] / meanScale / size + DECAY * point[j]);
      }
    }
  }
}
