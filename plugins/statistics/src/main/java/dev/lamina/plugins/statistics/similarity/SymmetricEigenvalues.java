package dev.lamina.plugins.statistics.similarity;

/**
 * The eigenvalues of a symmetric matrix: Householder's reduction to a tridiagonal one, then
 * implicit QR steps with Wilkinson's shift (Golub and Van Loan 2013, Matrix Computations,
 * algorithms 8.3.1 and 8.3.3). Takes about 4/3 n^3 multiplications.
 */
final class SymmetricEigenvalues {

  private static final double EPSILON = Math.ulp(1.0);

  private final double[] diagonal;
  private final double[] beside;

  private SymmetricEigenvalues(int n) {
    diagonal = new double[n];
    beside = new double[Math.max(0, n - 1)];
  }

  /**
   * In no order.
   *
   * @param matrix [n, n]; is changed
   */
  static double[] of(double[][] matrix) {
    SymmetricEigenvalues found = new SymmetricEigenvalues(matrix.length);
    found.tridiagonalise(matrix);
    found.diagonalise();
    return found.diagonal;
  }

  private void tridiagonalise(double[][] a) {
    int n = a.length;
    for (int k = 0; k + 2 < n; k++) {
      double norm = 0;
      for (int i = k + 1; i < n; i++) {
        norm = Math.hypot(norm, a[i][k]);
      }
      beside[k] = a[k + 1][k] > 0 ? -norm : norm;
      if (norm > 0) {
        reflect(a, k, beside[k]);
      }
    }
    for (int i = 0; i < n; i++) {
      diagonal[i] = a[i][i];
    }
    if (n > 1) {
      beside[n - 2] = a[n - 1][n - 2];
    }
  }

  /** Applies {@code I - 2 v v'} from both sides, v taking column k to {@code (target, 0, ...)}. */
  private static void reflect(double[][] a, int k, double target) {
    int n = a.length;
    double[] v = new double[n];
    double length = 0;
    for (int i = k + 1; i < n; i++) {
      v[i] = a[i][k] - (i == k + 1 ? target : 0);
      length = Math.hypot(length, v[i]);
    }
    double[] w = new double[n];
    double along = 0;
    for (int i = k + 1; i < n; i++) {
      v[i] /= length;
    }
    for (int i = k + 1; i < n; i++) {
      double sum = 0;
      for (int j = k + 1; j < n; j++) {
        sum += a[i][j] * v[j];
      }
      w[i] = sum;
      along += v[i] * sum;
    }
    for (int i = k + 1; i < n; i++) {
      w[i] -= along * v[i];
    }
    for (int i = k + 1; i < n; i++) {
      double[] row = a[i];
      double vi = 2 * v[i];
      double wi = 2 * w[i];
      for (int j = k + 1; j < n; j++) {
        row[j] -= vi * w[j] + wi * v[j];
      }
    }
  }

  private void diagonalise() {
    int last = diagonal.length - 1;
    while (last > 0) {
      if (isSmall(last - 1)) {
        beside[last - 1] = 0;
        last--;
      } else {
        int first = last - 1;
        while (first > 0 && !isSmall(first - 1)) {
          first--;
        }
        step(first, last);
      }
    }
  }

  private boolean isSmall(int i) {
    return Math.abs(beside[i]) <= EPSILON * (Math.abs(diagonal[i]) + Math.abs(diagonal[i + 1]));
  }

  /** An implicit QR step on the block from first to last. */
  private void step(int first, int last) {
    double half = (diagonal[last - 1] - diagonal[last]) / 2;
    double square = beside[last - 1] * beside[last - 1];
    double shift =
        diagonal[last] - square / (half + Math.copySign(Math.hypot(half, beside[last - 1]), half));
    double x = diagonal[first] - shift;
    double z = beside[first];
    for (int k = first; k < last; k++) {
      double length = Math.hypot(x, z);
      double c = length > 0 ? x / length : 1;
      double s = length > 0 ? z / length : 0;
      if (k > first) {
        beside[k - 1] = length;
      }
      double above = diagonal[k];
      double below = diagonal[k + 1];
      double off = beside[k];
      diagonal[k] = c * c * above + 2 * c * s * off + s * s * below;
      diagonal[k + 1] = s * s * above - 2 * c * s * off + c * c * below;
      beside[k] = c * s * (below - above) + (c * c - s * s) * off;
      if (k + 1 < last) {
        x = beside[k];
        z = s * beside[k + 1];
        beside[k + 1] *= c;
      }
    }
  }
}
