package dev.lamina.plugins.statistics.spectrum;

import dev.lamina.api.activation.Matrix;
import dev.lamina.plugins.statistics.measure.Vectors;

/**
 * With centred rows X, the lower triangle of {@code X X'} or of {@code X' X}: both have the same
 * eigenvalues but for zeros, so the smaller is made. Memory for width x width / 2 numbers at most,
 * however many rows there are.
 */
final class CentredProducts {

  private CentredProducts() {}

  /** Row i has i + 1 entries. */
  static double[][] of(Matrix matrix, int[] rows) {
    double[] mean = mean(matrix, rows);
    return rows.length <= matrix.columns()
        ? betweenRows(matrix, rows, mean)
        : betweenColumns(matrix, rows, mean);
  }

  private static double[] mean(Matrix matrix, int[] rows) {
    double[] mean = new double[matrix.columns()];
    float[] row = new float[mean.length];
    for (int of : rows) {
      matrix.copyRow(of, row, 0);
      for (int j = 0; j < row.length; j++) {
        mean[j] += row[j];
      }
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= rows.length;
    }
    return mean;
  }

  private static void centre(Matrix matrix, int of, double[] mean, float[] row, double[] centred) {
    matrix.copyRow(of, row, 0);
    for (int j = 0; j < row.length; j++) {
      centred[j] = row[j] - mean[j];
    }
  }

  /** {@code X X'}. */
  private static double[][] betweenRows(Matrix matrix, int[] rows, double[] mean) {
    double[][] centred = new double[rows.length][mean.length];
    double[][] products = new double[rows.length][];
    float[] row = new float[mean.length];
    for (int i = 0; i < rows.length; i++) {
      centre(matrix, rows[i], mean, row, centred[i]);
      products[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        products[i][j] = Vectors.dot(centred[i], centred[j]);
      }
    }
    return products;
  }

  /** {@code X' X}, row after row. */
  private static double[][] betweenColumns(Matrix matrix, int[] rows, double[] mean) {
    double[][] products = new double[mean.length][];
    for (int i = 0; i < products.length; i++) {
      products[i] = new double[i + 1];
    }
    float[] row = new float[mean.length];
    double[] centred = new double[mean.length];
    for (int of : rows) {
      centre(matrix, of, mean, row, centred);
      for (int i = 0; i < centred.length; i++) {
        double factor = centred[i];
        double[] sums = products[i];
        for (int j = 0; j <= i; j++) {
          sums[j] += factor * centred[j];
        }
      }
    }
    return products;
  }
}
