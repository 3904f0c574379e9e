package dev.lamina.plugins.probes.fit.algebra;

/** Sums and products of vectors. */
public final class Vectors {

  private Vectors() {}

  /** {@code target += times vector}. */
  public static void add(double[] target, double times, double[] vector) {
    for (int j = 0; j < target.length; j++) {
      target[j] += times * vector[j];
    }
  }

  /** The product of two vectors. */
  public static double dot(double[] a, double[] b) {
    double even = 0;
    double odd = 0;
    int j = 0;
    for (; j + 1 < a.length; j += 2) {
      even += a[j] * b[j];
      odd += a[j + 1] * b[j + 1];
    }
    return j < a.length ? even + odd + a[j] * b[j] : even + odd;
  }
}
