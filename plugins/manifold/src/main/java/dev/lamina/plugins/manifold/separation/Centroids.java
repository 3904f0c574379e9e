package dev.lamina.plugins.manifold.separation;

/**
 * The classes' means, and how far the points of each class lie from its own.
 *
 * @param means [classes, d]
 * @param sizes points of each class
 * @param spread for each class the mean distance of its points to its mean
 * @param scatter for each class the sum of squared distances of its points to its mean
 */
public record Centroids(double[][] means, int[] sizes, double[] spread, double[] scatter) {

  /**
   * Measures.
   *
   * @param points [points, d]
   * @param codes for each point its class
   */
  public static Centroids of(double[][] points, int[] codes, int classes) {
    int d = points[0].length;
    double[][] means = new double[classes][d];
    int[] sizes = new int[classes];
    for (int i = 0; i < points.length; i++) {
      sizes[codes[i]]++;
      for (int j = 0; j < d; j++) {
        means[codes[i]][j] += points[i][j];
      }
    }
    for (int code = 0; code < classes; code++) {
      for (int j = 0; j < d; j++) {
        means[code][j] /= sizes[code];
      }
    }
    double[] spread = new double[classes];
    double[] scatter = new double[classes];
    for (int i = 0; i < points.length; i++) {
      double squared = squared(points[i], means[codes[i]]);
      spread[codes[i]] += Math.sqrt(squared) / sizes[codes[i]];
      scatter[codes[i]] += squared;
    }
    return new Centroids(means, sizes, spread, scatter);
  }

  /** The distance between the classes' means; with more than two classes the mean over pairs. */
  public double distance() {
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < means.length; a++) {
      for (int b = 0; b < a; b++) {
        sum += distance(a, b);
        pairs++;
      }
    }
    return sum / pairs;
  }

  /**
   * The mean over classes of {@code (s_i + s_j) / d_ij} to the class j where it is largest, s being
   * the spread and d the means' distance; classes whose means are in one place count 0 (Davies and
   * Bouldin 1979; equal to scikit-learn's {@code metrics.davies_bouldin_score}). Low is apart.
   */
  public double daviesBouldin() {
    double sum = 0;
    for (int a = 0; a < means.length; a++) {
      double worst = 0;
      for (int b = 0; b < means.length; b++) {
        double distance = distance(a, b);
        if (distance > 0) {
          worst = Math.max(worst, (spread[a] + spread[b]) / distance);
        }
      }
      sum += worst;
    }
    return sum / means.length;
  }

  /**
   * The trace of the scatter between classes, {@code sum n_c |m_c - m|^2}, over that within them,
   * {@code sum |x - m_c|^2} (Fisher's criterion for many directions: Fukunaga 1990, section 10.2).
   * {@code (classes - 1) / (points - classes)} is to be expected of labels at random. NaN if the
   * points are all the same.
   */
  public double fisherRatio() {
    int n = 0;
    double[] mean = new double[means[0].length];
    for (int code = 0; code < means.length; code++) {
      n += sizes[code];
      for (int j = 0; j < mean.length; j++) {
        mean[j] += sizes[code] * means[code][j];
      }
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= n;
    }
    double between = 0;
    double within = 0;
    for (int code = 0; code < means.length; code++) {
      between += sizes[code] * squared(means[code], mean);
      within += scatter[code];
    }
    return within > 0 ? between / within : Double.NaN;
  }

  private double distance(int a, int b) {
    return Math.sqrt(squared(means[a], means[b]));
  }

  private static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return sum;
  }
}
