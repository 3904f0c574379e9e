package dev.lamina.plugins.probes.fit;

import java.util.Arrays;

/**
 * Shifts and scales features to mean 0 and standard deviation 1, both taken from training rows
 * alone: {@code z = (x - mean) / std}, the standard deviation with divisor n. A feature that is
 * constant over the training rows is only shifted (scikit-learn's StandardScaler).
 *
 * @param mean [d_model]
 * @param scale [d_model], 1 for constant features
 */
public record Standardization(double[] mean, double[] scale) {

  /** Of one machine precision, as in scikit-learn's test for constant features. */
  private static final double EPSILON = Math.ulp(1.0);

  /**
   * Measures the training rows.
   *
   * @param rows all rows, [rows, d_model]
   * @param training which of them to measure
   */
  public static Standardization of(float[][] rows, int[] training) {
    int d = rows[0].length;
    int n = training.length;
    double[] mean = new double[d];
    for (int row : training) {
      float[] x = rows[row];
      for (int j = 0; j < d; j++) {
        mean[j] += x[j];
      }
    }
    for (int j = 0; j < d; j++) {
      mean[j] /= n;
    }
    double[] squares = new double[d];
    for (int row : training) {
      float[] x = rows[row];
      for (int j = 0; j < d; j++) {
        double centred = x[j] - mean[j];
        squares[j] += centred * centred;
      }
    }
    double[] scale = new double[d];
    for (int j = 0; j < d; j++) {
      double variance = squares[j] / n;
      double rounding = n * EPSILON * variance + Math.pow(n * mean[j] * EPSILON, 2);
      scale[j] = variance <= rounding ? 1 : Math.sqrt(variance);
    }
    return new Standardization(mean, scale);
  }

  /** One that changes nothing. */
  public static Standardization none(int dModel) {
    double[] scale = new double[dModel];
    Arrays.fill(scale, 1);
    return new Standardization(new double[dModel], scale);
  }

  /** Standardizes a row in place. */
  public void apply(float[] row) {
    for (int j = 0; j < mean.length; j++) {
      row[j] = (float) ((row[j] - mean[j]) / scale[j]);
    }
  }

  /** A row standardized, in float64. */
  public double[] of(float[] row) {
    double[] standardized = new double[row.length];
    for (int j = 0; j < standardized.length; j++) {
      standardized[j] = (row[j] - mean[j]) / scale[j];
    }
    return standardized;
  }

  /** The same classifier for rows that are not standardized: {@code w / scale}. */
  public LinearClassifier undo(LinearClassifier of) {
    int decisions = of.intercepts().length;
    double[][] weights = new double[decisions][mean.length];
    double[] intercepts = of.intercepts().clone();
    for (int k = 0; k < decisions; k++) {
      double shift = 0;
      for (int j = 0; j < mean.length; j++) {
        weights[k][j] = of.weights()[k][j] / scale[j];
        shift += weights[k][j] * mean[j];
      }
      intercepts[k] -= shift;
    }
    return new LinearClassifier(weights, intercepts);
  }
}
