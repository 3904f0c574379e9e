package dev.lamina.plugins.statistics.similarity;

/** Centred kernel alignment, from the Hilbert-Schmidt independence criterion of two kernels. */
public final class KernelAlignment {

  private KernelAlignment() {}

  /**
   * The criterion of the two, over the root of the product of their own: Kornblith et al. 2019,
   * equation 1. NaN where a representation is the same for all rows.
   */
  public static double of(double both, double first, double second) {
    return first > 0 && second > 0 ? both / Math.sqrt(first * second) : Double.NaN;
  }
}
