package dev.lamina.plugins.figures.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How many bands lie over each other. */
final class Bands {

  private static final MathContext TWO_DIGITS = new MathContext(2);

  private Bands() {}

  /** What to say instead of drawing more than {@code most} bands; empty if there are fewer. */
  static Optional<String> tooMany(List<Curve> curves, int most) {
    List<Double> widths =
        curves.stream()
            .map(Curve::halfWidth)
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .toList();
    if (widths.size() <= most) {
      return Optional.empty();
    }
    double mean = widths.stream().mapToDouble(width -> width).average().orElseThrow();
    String number =
        Double.isFinite(mean)
            ? "±" + new BigDecimal(mean).round(TWO_DIGITS).toString().replace("E", "e")
            : "wide";
    return Optional.of(
        "%d bands are left out of the picture: %s on average".formatted(widths.size(), number));
  }
}
