package dev.lamina.plugins.statistics.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as sentences have them. */
public final class Numbers {

  private Numbers() {}

  /** Three significant digits: {@code 0.421}, {@code 12300}, {@code 1.23e-07}. */
  public static String plain(double value) {
    if (!Double.isFinite(value)) {
      return "undefined";
    }
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size < 1e-4 || size >= 1e7) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_EVEN));
    int decimals = Math.max(0, 3 - rounded.precision() + rounded.scale());
    return rounded.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString();
  }

  /** As {@link #plain}, with its sign: {@code +0.421}. */
  public static String signed(double value) {
    return value > 0 ? "+" + plain(value) : plain(value);
  }

  /** Two significant digits, as for p values: {@code 0.031}. */
  public static String p(double value) {
    return new BigDecimal(value)
        .round(new MathContext(2, RoundingMode.HALF_EVEN))
        .stripTrailingZeros()
        .toPlainString();
  }
}
