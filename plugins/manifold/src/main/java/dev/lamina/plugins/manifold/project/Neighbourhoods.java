package dev.lamina.plugins.manifold.project;

import dev.lamina.api.service.Parallel;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How near rows are to each other as t-SNE sees it (van der Maaten and Hinton 2008): {@code p_ij =
 * (p_j|i + p_i|j) / 2n}, {@code p_j|i ~ exp(-b_i |x_i - x_j|^2)}, b_i such that row i has as many
 * effective neighbours, {@code exp(entropy)}, as the perplexity.
 */
final class Neighbourhoods {

  /** Of the entropy, as in van der Maaten's code. */
  private static final double ACCURACY = 1e-5;

  private static final int MOST_STEPS = 100;

  private Neighbourhoods() {}

  /**
   * Measures.
   *
   * @param rows [rows, k]
   * @return [rows, rows], symmetric, its sum 1; empty if all rows are the same
   */
  static float[][] of(double[][] rows, double perplexity, Parallel parallel) {
    int n = rows.length;
    float[][] near = new float[n][n];
    double mean = 0;
    for (double moved : parallel.map(indices(n), i -> distances(rows, i, near[i]))) {
      mean += moved / n / (n - 1);
    }
    if (mean == 0) {
      return new float[0][];
    }
    double unit = mean;
    parallel.map(indices(n), i -> weigh(near[i], i, unit, Math.log(perplexity)));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        float both = (near[i][j] + near[j][i]) / (2 * n);
        near[i][j] = both;
        near[j][i] = both;
      }
    }
    return near;
  }

  private static List<Integer> indices(int n) {
    return IntStream.range(0, n).boxed().toList();
  }

  /** Squared distances from row i; returns their sum. */
  private static double distances(double[][] rows, int i, float[] into) {
    double sum = 0;
    for (int j = 0; j < rows.length; j++) {
      double squared = 0;
      for (int k = 0; k < rows[i].length; k++) {
        double difference = rows[i][k] - rows[j][k];
        squared += difference * difference;
      }
      into[j] = (float) squared;
      sum += squared;
    }
    return sum;
  }

  /**
   * Turns a row of squared distances into probabilities, by Newton's method on log b within a
   * bracket: {@code dH / d(log b) = -b^2 var(d)}.
   */
  private static int weigh(float[] row, int i, double unit, double entropy) {
    int n = row.length;
    double nearest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < n; j++) {
      row[j] /= (float) unit;
      nearest = j == i ? nearest : Math.min(nearest, row[j]);
    }
    double[] weights = new double[n];
    double low = -50;
    double high = 50;
    double logB = 0;
    double total = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      double b = Math.exp(logB);
      total = 0;
      double first = 0;
      double second = 0;
      for (int j = 0; j < n; j++) {
        double beyond = row[j] - nearest;
        weights[j] = j == i ? 0 : Math.exp(-b * beyond);
        total += weights[j];
        first += weights[j] * beyond;
        second += weights[j] * beyond * beyond;
      }
      double mean = first / total;
      double excess = Math.log(total) + b * mean - entropy;
      if (Math.abs(excess) < ACCURACY) {
        break;
      }
      low = excess > 0 ? logB : low;
      high = excess > 0 ? high : logB;
      double newton = logB + excess / (b * b * (second / total - mean * mean));
      logB = newton > low && newton < high ? newton : (low + high) / 2;
    }
    for (int j = 0; j < n; j++) {
      row[j] = (float) (weights[j] / total);
    }
    return i;
  }
}
