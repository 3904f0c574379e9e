package dev.lamina.plugins.probes.score;

import java.util.Locale;

/** Scores in sentences and titles. */
public final class Words {

  private Words() {}

  /** A share with two decimals: {@code 0.93}. */
  public static String share(double value) {
    return String.format(Locale.ROOT, "%.2f", Math.abs(value) < 0.005 ? 0 : value);
  }

  /** A share with its 95% interval: {@code 0.93 [0.91, 0.95]}. */
  public static String interval(Interval of) {
    return share(of.mean()) + " " + ends(of);
  }

  /** {@code [0.91, 0.95]}. */
  public static String ends(Interval of) {
    return "[%s, %s]".formatted(share(of.low()), share(of.high()));
  }

  /** {@code 62%}. */
  public static String percent(double share) {
    return Math.round(100 * share) + "%";
  }

  /** A p value: {@code p = 0.03}, {@code p = 3e-7} where that would be 0, {@code p < 1e-15}. */
  public static String probability(double value) {
    if (value < 1e-15) {
      return "p < 1e-15";
    }
    return value < 0.001
        ? String.format(Locale.ROOT, "p = %.0e", value)
        : String.format(Locale.ROOT, "p = %.2g", value);
  }
}
