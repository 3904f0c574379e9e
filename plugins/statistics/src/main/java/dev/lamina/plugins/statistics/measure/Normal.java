package dev.lamina.plugins.statistics.measure;

/** The standard normal distribution. */
public final class Normal {

  private Normal() {}

  /**
   * The probability of a value at least this far from 0, {@code erfc(|z| / sqrt(2))}, to about 12
   * digits. Up to 3 it is 1 less the series of Abramowitz and Stegun 26.2.11; beyond, the continued
   * fraction 26.2.14, which keeps the digits of small ones.
   */
  public static double twoSided(double z) {
    double x = Math.abs(z);
    double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    if (x <= 3) {
      double term = x;
      double sum = x;
      for (int k = 1; k < 100; k++) {
        term *= x * x / (2 * k + 1);
        sum += term;
      }
      return 1 - 2 * density * sum;
    }
    double fraction = x;
    for (int k = 200; k > 0; k--) {
      fraction = x + k / fraction;
    }
    return 2 * density / fraction; // NaN, too
  }
}
