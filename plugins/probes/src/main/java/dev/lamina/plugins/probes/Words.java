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

  /** A user's word, cut and escaped. */
  static String bare(String value) {
    return Quoted.bare(value);
  }
}
