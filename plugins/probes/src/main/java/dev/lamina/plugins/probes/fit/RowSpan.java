package dev.lamina.plugins.probes.fit;

import java.util.Arrays;

/**
 * Rows in an orthonormal basis of their own span. The Gram matrix of n rows X [n, d] factors as
 * {@code X X' = U' U}, U upper triangular (Cholesky), and the columns of U are the rows'
 * coordinates in the basis {@code Q = X' U^-1} of their span: fewer numbers than X, half of them
 * zero.
 *
 * <p>A classifier with an L2 penalty has its optimum in the span of the training rows (the
 * representer theorem), and an orthonormal basis keeps the penalty: fitting coordinates u and
 * mapping back by {@code w = Q u} is the same fit, faster.
 */
final class RowSpan {

  /** What is left of a row, relative to its squared length, when it adds no dimension. */
  private static final double NOTHING = 1e-10;

  /** Rows of a factor that are read together, to stay in the processor's cache. */
  private static final int TILE = 64;

  private final double[][] columns;
  private final double[][] factor;
  private final int[] basis;

  private RowSpan(double[][] columns, double[][] factor, int[] basis) {
    this.columns = columns;
    this.factor = factor;
    this.basis = basis;
  }

  /**
   * Finds the basis.
   *
   * @param columns the rows by feature, [d, n]
   */
  static RowSpan of(double[][] columns) {
    int n = columns[0].length;
    double[][] u = gram(columns, n);
    double[] nothing = new double[n];
    for (int i = 0; i < n; i++) {
      nothing[i] = NOTHING * u[i][i];
    }
    int[] basis = new int[n];
    int rank = 0;
    for (int low = 0; low < n; low += TILE) {
      int high = Math.min(low + TILE, n);
      for (int i = low; i < high; i++) {
        addProducts(u[i], u, low, i, i, -1);
        boolean isNew = u[i][i] > nothing[i];
        scale(u[i], i, isNew ? 1 / Math.sqrt(u[i][i]) : 0);
        if (isNew) {
          basis[rank++] = i;
        }
      }
      for (int i = high; i < n; i++) {
        addProducts(u[i], u, low, high, i, -1);
      }
    }
    return new RowSpan(columns, u, Arrays.copyOf(basis, rank));
  }

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

  /** The number of dimensions. */
  int rank() {
    return basis.length;
  }

  /** How many of a row's coordinates may differ from zero; the others follow them. */
  int length(int row) {
    int found = Arrays.binarySearch(basis, row);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** A row's coordinate. */
  double coordinate(int row, int dimension) {
    return factor[basis[dimension]][row];
  }

  /**
   * Maps back: {@code w = X' a} where {@code U a = u}.
   *
   * @param coordinates u, [rank]
   * @return w, [d]
   */
  double[] weights(double[] coordinates) {
    double[] a = new double[factor.length];
    for (int p = basis.length - 1; p >= 0; p--) {
      int i = basis[p];
      double sum = coordinates[p];
      for (int j = i + 1; j < a.length; j++) {
        sum -= factor[i][j] * a[j];
      }
      a[i] = sum / factor[i][i];
    }
    double[] weights = new double[columns.length];
    for (int j = 0; j < weights.length; j++) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += columns[j][i] * a[i];
      }
      weights[j] = sum;
    }
    return weights;
  }
}
