package dev.lamina.plugins.statistics.spectrum;

import java.util.Arrays;

/**
 * All eigenvalues of a symmetric matrix: Householder's reduction to a tridiagonal one, then the
 * implicit QL method without vectors (Golub and Van Loan, Matrix Computations, 8.3).
 */
public final class Eigenvalues {

  private Eigenvalues() {}

  /**
   * Computes; the matrix is overwritten.
   *
   * @param a the lower triangle, row i with i + 1 entries
   * @return descending
   */
  public static double[] of(double[][] a) {
    int n = a.length;
    double[] diagonal = new double[n];
    double[] beside = new double[n]; // beside[i] couples i and i + 1
    for (int k = n - 1; k > 0; k--) {
      beside[k - 1] = reduce(a, k);
    }
    for (int k = 0; k < n; k++) {
      diagonal[k] = a[k][k];
    }
    double rounding = rounding(diagonal, beside);
    for (int l = 0; l < n; l++) {
      for (int m = uncoupled(beside, l, rounding); m != l; m = uncoupled(beside, l, rounding)) {
        sweep(diagonal, beside, l, m);
      }
    }
    Arrays.sort(diagonal);
    double[] descending = new double[n];
    for (int i = 0; i < n; i++) {
      descending[i] = diagonal[n - 1 - i];
    }
    return descending;
  }

  /**
   * Reflects the first k rows and columns so that of row k only the entry beside the diagonal is
   * left, which is returned: with v the reflection's direction and {@code p = A v}, {@code A - v q'
   * - q v'}.
   */
  private static double reduce(double[][] a, int k) {
    double[] v = Arrays.copyOf(a[k], k);
    double length = Math.sqrt(dot(v, v, k));
    if (length == 0) {
      return 0;
    }
    double left = v[k - 1] > 0 ? -length : length;
    v[k - 1] -= left;
    double half = dot(v, v, k) / 2;
    double[] q = new double[k];
    for (int i = 0; i < k; i++) {
      double[] row = a[i];
      double sum = row[i] * v[i];
      double vi = v[i];
      for (int j = 0; j < i; j++) {
        sum += row[j] * v[j];
        q[j] += row[j] * vi;
      }
      q[i] += sum;
    }
    double along = dot(v, q, k) / (2 * half * half);
    for (int i = 0; i < k; i++) {
      q[i] = q[i] / half - along * v[i];
    }
    for (int i = 0; i < k; i++) {
      double[] row = a[i];
      double vi = v[i];
      double qi = q[i];
      for (int j = 0; j <= i; j++) {
        row[j] -= vi * q[j] + qi * v[j];
      }
    }
    return left;
  }

  private static double dot(double[] a, double[] b, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** One unit in the last place of the matrix's size. */
  private static double rounding(double[] d, double[] e) {
    double largest = 0;
    for (int i = 0; i < d.length; i++) {
      largest = Math.max(largest, Math.abs(d[i]) + Math.abs(e[i]));
    }
    return Math.ulp(largest);
  }

  /** The first index from l on that is not coupled to its successor. */
  private static int uncoupled(double[] e, int l, double rounding) {
    int m = l;
    while (m < e.length - 1 && Math.abs(e[m]) > rounding) {
      m++;
    }
    return m;
  }

  /** One QL step on rows l to m, shifted towards the eigenvalue nearest to {@code d[l]}. */
  private static void sweep(double[] d, double[] e, int l, int m) {
    double g = (d[l + 1] - d[l]) / (2 * e[l]);
    g = d[m] - d[l] + e[l] / (g + Math.copySign(Math.hypot(g, 1), g));
    double sine = 1;
    double cosine = 1;
    double moved = 0;
    for (int i = m - 1; i >= l; i--) {
      double f = sine * e[i];
      double b = cosine * e[i];
      double r = Math.hypot(f, g);
      e[i + 1] = r;
      if (r == 0) {
        d[i + 1] -= moved;
        e[m] = 0;
        return;
      }
      sine = f / r;
      cosine = g / r;
      g = d[i + 1] - moved;
      double turned = (d[i] - g) * sine + 2 * cosine * b;
      moved = sine * turned;
      d[i + 1] = g + moved;
      g = cosine * turned - b;
    }
    d[l] -= moved;
    e[l] = g;
    e[m] = 0;
  }
}
