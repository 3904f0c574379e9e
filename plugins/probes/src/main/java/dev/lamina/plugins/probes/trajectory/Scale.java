package dev.lamina.plugins.probes.trajectory;

import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * How figures show numbers: as they are, unless a few tokens, such as the first of a decoder, on
 * which attention rests, are so much larger than all others that nothing else would be seen.
 *
 * @param axis what the axis says
 * @param shown what is drawn for a number
 */
record Scale(String axis, DoubleUnaryOperator shown) {

  /** Norms of different orders of magnitude. */
  private static final double WIDE = 20;

  /** Class means are at 1 and -1. */
  private static final double MOST = 3;

  /** That of a figure with numbers in this range. */
  static Scale of(TokenMeasure measure, DoubleSummaryStatistics numbers) {
    return switch (measure) {
      case L2_NORM ->
          numbers.getMin() > 0 && numbers.getMax() > WIDE * numbers.getMin()
              ? new Scale(measure.axis() + ", log10", Math::log10)
              : asIs(measure.axis());
      case SCORE ->
          numbers.getMax() > MOST || numbers.getMin() < -MOST
              ? new Scale(
                  String.format(Locale.ROOT, "%s, cut at \u00b1%.0f", measure.axis(), MOST),
                  Scale::cut)
              : asIs(measure.axis());
      case TO_LAST, TO_PREVIOUS -> asIs(measure.axis());
    };
  }

  private static Scale asIs(String axis) {
    return new Scale(axis, DoubleUnaryOperator.identity());
  }

  private static double cut(double value) {
    return Math.max(-MOST, Math.min(MOST, value));
  }

  /** The numbers as they are drawn. */
  double[] of(double[] numbers) {
    double[] drawn = new double[numbers.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = shown.applyAsDouble(numbers[i]);
    }
    return drawn;
  }
}
