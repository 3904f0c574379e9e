package dev.lamina.plugins.statistics.spectrum;

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
   * That of some rows; NaN if they do not differ. The sums are the trace of the {@link
   * CentredProducts} and the squares of all their entries: no eigenvalue is computed.
   */
  public static double of(Matrix matrix, int[] rows) {
    double[][] products = CentredProducts.of(matrix, rows);
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

  /** That of known eigenvalues, in any unit; NaN if all are 0. */
  static double of(double[] eigenvalues) {
    double sum = 0;
    double squares = 0;
    for (double eigenvalue : eigenvalues) {
      sum += eigenvalue;
      squares += eigenvalue * eigenvalue;
    }
    return sum * sum / squares;
  }
}
