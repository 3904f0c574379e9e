package dev.lamina.plugins.probes.fit.algebra;

/**
 * Sums of rows, each times a number: the one loop that all matrix products here are made of. It
 * runs along rows, without sums over them, because that is what Java's compiler turns into vector
 * instructions.
 */
public final class LinearCombination {

  /** Numbers of a target that are worked on together, to stay in the processor's nearest cache. */
  private static final int TILE = 1024;

  private LinearCombination() {}

  /**
   * {@code targets[k] += sum over m of coefficients[k][m] rows[m]}, m in [first, end), for several
   * targets at a time, so that each row is fetched once.
   *
   * @param from the first entry of the targets that is wanted
   */
  public static void add(
      float[][] targets, float[][] coefficients, float[][] rows, int first, int end, int from) {
    int length = targets[0].length;
    for (int low = from; low < length; low += TILE) {
      int high = Math.min(low + TILE, length);
      for (int m = first; m < end; m += 4) {
        int next = Math.min(m + 4, end);
        for (int k = 0; k < targets.length; k++) {
          add(targets[k], coefficients[k], rows, m, next, low, high);
        }
      }
    }
  }

  /**
   * {@code target[j] += sum over m of coefficients[m] rows[m][j]}, m in [first, end), j in [low,
   * high).
   */
  public static void add(
      float[] target, float[] coefficients, float[][] rows, int first, int end, int low, int high) {
    int m = first;
    for (; m + 4 <= end; m += 4) {
      addFour(target, coefficients, rows, m, low, high);
    }
    for (; m < end; m++) {
      float a = coefficients[m];
      float[] row = rows[m];
      for (int j = low; j < high; j++) {
        target[j] += a * row[j];
      }
    }
  }

  /** Four and not more: with eight rows the compiler of Java 17 leaves the loop scalar. */
  private static void addFour(
      float[] target, float[] coefficients, float[][] rows, int m, int low, int high) {
    float a0 = coefficients[m];
    float a1 = coefficients[m + 1];
    float a2 = coefficients[m + 2];
    float a3 = coefficients[m + 3];
    float[] r0 = rows[m];
    float[] r1 = rows[m + 1];
    float[] r2 = rows[m + 2];
    float[] r3 = rows[m + 3];
    for (int j = low; j < high; j++) {
      target[j] += (a0 * r0[j] + a1 * r1[j]) + (a2 * r2[j] + a3 * r3[j]);
    }
  }
}
