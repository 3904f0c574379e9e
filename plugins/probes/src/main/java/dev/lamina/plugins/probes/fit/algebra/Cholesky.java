package dev.lamina.plugins.probes.fit.algebra;

/**
 * {@code A = U' U} of a positive definite matrix, U upper triangular, in float32. Both U and U' are
 * kept, so that solving runs along rows.
 */
public final class Cholesky {

  /** Rows that are eliminated together, to stay in the processor's cache. */
  private static final int TILE = 64;

  private final float[][] upper;
  private final float[][] lower;

  private Cholesky(float[][] upper, float[][] lower) {
    this.upper = upper;
    this.lower = lower;
  }

  /**
   * Factors.
   *
   * @param matrix [size, size], of which the upper half is read and overwritten
   * @param least pivots are no less, which rounding could make them
   */
  public static Cholesky of(float[][] matrix, float least) {
    int n = matrix.length;
    float[] coefficients = new float[n];
    for (int low = 0; low < n; low += TILE) {
      int high = Math.min(low + TILE, n);
      for (int i = low; i < n; i++) {
        int end = Math.min(i, high);
        for (int k = low; k < end; k++) {
          coefficients[k] = -matrix[k][i];
        }
        LinearCombination.add(matrix[i], coefficients, matrix, low, end, i, n);
        if (i < high) {
          scale(matrix[i], i, (float) (1 / Math.sqrt(Math.max(least, matrix[i][i]))));
        }
      }
    }
    return new Cholesky(matrix, transposed(matrix));
  }

  private static void scale(float[] row, int from, float by) {
    for (int j = from; j < row.length; j++) {
      row[j] *= by;
    }
  }

  private static float[][] transposed(float[][] upper) {
    int n = upper.length;
    float[][] lower = new float[n][];
    for (int i = 0; i < n; i++) {
      lower[i] = new float[i + 1];
      for (int j = 0; j <= i; j++) {
        lower[i][j] = upper[j][i];
      }
    }
    return lower;
  }

  /** Replaces b by the x of {@code A x = b}. */
  public void solve(float[] b) {
    int n = upper.length;
    for (int i = 0; i < n; i++) { // U' y = b
      b[i] /= upper[i][i];
      subtract(b, b[i], upper[i], i + 1, n);
    }
    for (int i = n - 1; i >= 0; i--) { // U x = y
      b[i] /= upper[i][i];
      subtract(b, b[i], lower[i], 0, i);
    }
  }

  private static void subtract(float[] target, float times, float[] row, int from, int to) {
    for (int j = from; j < to; j++) {
      target[j] -= times * row[j];
    }
  }
}
