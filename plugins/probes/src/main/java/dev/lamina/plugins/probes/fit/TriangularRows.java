package dev.lamina.plugins.probes.fit;

/**
 * Rows as a triangle of numbers with the same inner products. The Gram matrix of n rows X [n, d]
 * factors as {@code X X' + r I = U' U}, U upper triangular (Cholesky); column i of U stands for row
 * i, with i + 1 numbers instead of d.
 *
 * <p>A classifier with an L2 penalty depends on inner products alone (the representer theorem: its
 * weights are {@code w = X' a}), so fitting these columns and mapping back is the same fit, faster.
 * The ridge r keeps the factor defined where rows repeat or outnumber features; it moves the
 * decision for a row by {@code r a_i}, {@code |a_i| < C}, far below what a fit resolves.
 */
final class TriangularRows {

  /** The ridge as a share of the rows' mean squared length; rounding is some 1e-14 of it. */
  private static final double RIDGE = 1e-11;

  /** Rows of a matrix that are read together, to stay in the processor's cache. */
  private static final int TILE = 64;

  private final double[][] columns;
  private final double[][] factor;

  private TriangularRows(double[][] columns, double[][] factor) {
    this.columns = columns;
    this.factor = factor;
  }

  /**
   * Factors.
   *
   * @param columns the rows by feature, [d, n]
   */
  static TriangularRows of(double[][] columns) {
    int n = columns[0].length;
    double[][] u = gram(columns, n);
    double ridge = RIDGE * Math.max(1, trace(u) / n);
    for (int low = 0; low < n; low += TILE) {
      int high = Math.min(low + TILE, n);
      for (int i = low; i < high; i++) {
        addProducts(u[i], u, low, i, i, -1);
        u[i][i] = Math.max(ridge, u[i][i] + ridge);
        scale(u[i], i, 1 / Math.sqrt(u[i][i]));
      }
      for (int i = high; i < n; i++) {
        addProducts(u[i], u, low, high, i, -1);
      }
    }
    return new TriangularRows(columns, u);
  }

  /** The upper half of {@code X X'}. */
  private static double[][] gram(double[][] columns, int n) {
    double[][] gram = new double[n][n];
    for (int low = 0; low < columns.length; low += TILE) {
      int high = Math.min(low + TILE, columns.length);
      for (int i = 0; i < n; i++) {
        addProducts(gram[i], columns, low, high, i, 1);
      }
    }
    return gram;
  }

  private static double trace(double[][] matrix) {
    double trace = 0;
    for (int i = 0; i < matrix.length; i++) {
      trace += matrix[i][i];
    }
    return trace;
  }

  /** {@code target[j] += sign * sum of rows[k][i] * rows[k][j] over k in [low, high)}, j >= i. */
  private static void addProducts(
      double[] target, double[][] rows, int low, int high, int i, double sign) {
    int k = low;
    for (; k + 3 < high; k += 4) {
      double[] r0 = rows[k];
      double[] r1 = rows[k + 1];
      double[] r2 = rows[k + 2];
      double[] r3 = rows[k + 3];
      double a0 = sign * r0[i];
      double a1 = sign * r1[i];
      double a2 = sign * r2[i];
      double a3 = sign * r3[i];
      for (int j = i; j < target.length; j++) {
        target[j] += a0 * r0[j] + a1 * r1[j] + a2 * r2[j] + a3 * r3[j];
      }
    }
    for (; k < high; k++) {
      double[] row = rows[k];
      double a = sign * row[i];
      for (int j = i; j < target.length; j++) {
        target[j] += a * row[j];
      }
    }
  }

  private static void scale(double[] row, int from, double by) {
    for (int j = from; j < row.length; j++) {
      row[j] *= by;
    }
  }

  /** A row's number, {@code dimension} being at most {@code row}; the others are 0. */
  double coordinate(int row, int dimension) {
    return factor[dimension][row];
  }

  /**
   * Maps back: {@code w = X' a} where {@code U a = v}.
   *
   * @param coordinates v, weights of the triangle's dimensions, [n]
   * @return w, [d]
   */
  double[] weights(double[] coordinates) {
    int n = factor.length;
    double[] a = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = coordinates[i];
      for (int j = i + 1; j < n; j++) {
        sum -= factor[i][j] * a[j];
      }
      a[i] = sum / factor[i][i];
    }
    double[] weights = new double[columns.length];
    for (int j = 0; j < weights.length; j++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += columns[j][i] * a[i];
      }
      weights[j] = sum;
    }
    return weights;
  }
}
