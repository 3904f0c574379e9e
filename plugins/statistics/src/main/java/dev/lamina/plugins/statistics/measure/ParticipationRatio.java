package dev.lamina.plugins.statistics.measure;

import dev.lamina.api.activation.Matrix;

/**
 * How many dimensions rows spread over: {@code (sum of l_i)^2 / sum of l_i^2}, l being the
 * eigenvalues of the rows' covariance, which is 1 on a line and {@code n} if the variance is the
 * same in n directions (Gao et al. 2017, A theory of multineuronal dimensionality, dynamics and
 * measurement, equation 5). It is at most one less than the number of rows, and grows with that.
 */
public final class ParticipationRatio {

  private ParticipationRatio() {}

  /**
   * That of some rows; NaN if they do not differ.
   *
   * <p>With centred rows X, the sums are the trace of {@code X X'} and the squares of all its
   * entries; {@code X' X} has the same ones, so the smaller is made: memory for width x width
   * numbers at most, however many rows there are.
   */
  public static double of(Matrix matrix, int[] rows) {
    double[] mean = mean(matrix, rows);
    double[][] products =
        rows.length <= matrix.columns()
            ? betweenRows(matrix, rows, mean)
            : betweenColumns(matrix, rows, mean);
    double trace = 0;
    double squares = 0;
    for (int i = 0; i < products.length; i++) {
      trace += products[i][i];
      squares += products[i][i] * products[i][i];
      for (int j = 0; j < i; j++) {
        squares += 2 * products[i][j] * products[i][j];
      }
    }
    return trace * trace / squares;
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

  /** {@code X X'}, the lower triangle. */
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

  /** {@code X' X}, the lower triangle, row after row. */
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
