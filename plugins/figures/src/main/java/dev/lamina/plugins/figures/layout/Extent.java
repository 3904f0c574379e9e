package dev.lamina.plugins.figures.layout;

import dev.lamina.api.figure.Axis;
import java.util.Arrays;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.Optional;

/** An interval that numbers lie in; {@code low <= high}, both finite. */
public record Extent(double low, double high) {

  /** Larger numbers cannot be drawn: the difference of two may not be finite. */
  private static final double LIMIT = 1e300;

  /** A score's range is not drawn narrower, so that noise does not look like a result. */
  private static final double LEAST_UNIT_SPAN = 0.1;

  /** Whether a number has a place on an axis. */
  public static boolean drawable(double value) {
    return Math.abs(value) <= LIMIT;
  }

  /** The drawable numbers' extent; empty if there are none. */
  public static Optional<Extent> of(Collection<double[]> numbers) {
    DoubleSummaryStatistics range =
        numbers.stream()
            .flatMapToDouble(Arrays::stream)
            .filter(Extent::drawable)
            .summaryStatistics();
    return range.getCount() == 0
        ? Optional.empty()
        : Optional.of(new Extent(range.getMin(), range.getMax()));
  }

  /** The extent of an axis that shows these numbers: never of length 0, scores within 0 and 1. */
  public Extent on(Axis.Scale scale) {
    return switch (scale) {
      case INTEGER -> span() < 1 ? new Extent(low - 0.5, high + 0.5) : this;
      case LINEAR -> distinct() ? this : around();
      case UNIT_INTERVAL -> within();
    };
  }

  /** Adds a share of the length at both ends. */
  public Extent padded(double share) {
    return new Extent(low - share * span(), high + share * span());
  }

  /** Makes room for a number. */
  public Extent including(double value) {
    return new Extent(Math.min(low, value), Math.max(high, value));
  }

  public double span() {
    return high - low;
  }

  private boolean distinct() {
    return span() > 1e-9 * Math.max(Math.abs(low), Math.abs(high)) && span() > 1e-290;
  }

  private Extent around() {
    double size = Math.max(Math.abs(low), Math.abs(high));
    return size < 1e-280 ? new Extent(0, 1) : new Extent(low - size / 10, high + size / 10);
  }

  private Extent within() {
    double from = Math.min(1, Math.max(0, low));
    double to = Math.min(1, Math.max(0, high));
    double missing = Math.max(0, LEAST_UNIT_SPAN - (to - from));
    double start = Math.min(1 - LEAST_UNIT_SPAN, Math.max(0, from - missing / 2));
    return missing > 0 ? new Extent(start, start + LEAST_UNIT_SPAN) : new Extent(from, to);
  }
}
