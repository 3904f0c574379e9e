package dev.lamina.plugins.figures.layout;

import dev.lamina.api.figure.Axis;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Where an axis is ticked and how its numbers are written.
 *
 * @param step 1, 2 or 5 times a power of ten
 */
record Ticks(double step, DecimalFormat format) {

  private static final double[] MANTISSAS = {1, 2, 5};

  /**
   * The finest ticks that leave each number its room.
   *
   * @param room of a written number along the axis, in pixels
   */
  static Ticks of(Extent extent, Axis.Scale scale, double pixels, ToDoubleFunction<String> room) {
    int exponent = (int) Math.floor(Math.log10(extent.span())) - 2;
    if (scale == Axis.Scale.INTEGER) {
      exponent = Math.max(0, exponent);
    }
    while (true) {
      for (double mantissa : MANTISSAS) {
        Ticks ticks = of(extent, mantissa, exponent);
        double needed =
            Math.max(
                room.applyAsDouble(ticks.write(Math.ceil(extent.low() / ticks.step) * ticks.step)),
                room.applyAsDouble(
                    ticks.write(Math.floor(extent.high() / ticks.step) * ticks.step)));
        if (needed <= pixels * (ticks.step / extent.span()) || ticks.step >= extent.span()) {
          return ticks;
        }
      }
      exponent++;
    }
  }

  String write(double value) {
    // Rounding leaves a negative zero, or a tiny number, at the origin.
    boolean zero = Math.abs(value) < step * 1e-6;
    return zero && scientific() ? "0" : format.format(zero ? 0 : value);
  }

  private boolean scientific() {
    return format.toPattern().contains("E");
  }

  private static Ticks of(Extent extent, double mantissa, int exponent) {
    double largest = Math.max(Math.abs(extent.low()), Math.abs(extent.high()));
    int leading = (int) Math.floor(Math.log10(largest));
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setMinusSign('−');
    symbols.setExponentSeparator("e");
    // An offset that is large beside the step is easier to read in full.
    boolean plain = exponent > -6 && (leading < 7 || (leading < 12 && leading - exponent > 5));
    String digits = "0".repeat(Math.max(0, plain ? -exponent : leading - exponent));
    String pattern = (plain ? "#,##0" : "0") + (digits.isEmpty() ? "" : "." + digits);
    DecimalFormat format = new DecimalFormat(plain ? pattern : pattern + "E0", symbols);
    return new Ticks(mantissa * Math.pow(10, exponent), format);
  }
}
