package dev.lamina.plugins.figures.svg;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as an SVG writes them: rounded, without an exponent or trailing zeros. */
final class Numbers {

  private Numbers() {}

  /** A coordinate or length, to 0.01 pixels. */
  static String length(double pixels) {
    return rounded(pixels, 2);
  }

  /** A share or a coefficient of a matrix. */
  static String factor(double number) {
    return rounded(number, 4);
  }

  private static String rounded(double number, int decimals) {
    return BigDecimal.valueOf(number)
        .setScale(decimals, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
