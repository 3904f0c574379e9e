package dev.lamina.plugins.probes;

import dev.lamina.api.problem.Quoted;
import java.util.Locale;

/** Values in sentences and titles. */
final class Words {

  private Words() {}

  /** A share with two decimals: {@code 0.93}. */
  static String share(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** A p value: {@code 0.03}, or {@code 3e-7} where that would be 0. */
  static String probability(double value) {
    return value < 0.001
        ? String.format(Locale.ROOT, "%.0e", value)
        : String.format(Locale.ROOT, "%.2g", value);
  }

  /** A user's word, cut and escaped. */
  static String bare(String value) {
    return Quoted.bare(value);
  }
}
