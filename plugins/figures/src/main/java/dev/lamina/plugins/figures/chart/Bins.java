package dev.lamina.plugins.figures.chart;

import dev.lamina.plugins.figures.layout.Extent;
import java.util.Arrays;

/**
 * Intervals of equal width over an extent.
 *
 * @param count at least 1
 */
record Bins(Extent extent, int count) {

  private static final int FEWEST = 10;
  private static final int MOST = 60;

  /**
   * Bins by Freedman and Diaconis (1981), width 2 IQR n^(-1/3), 10 to 60 of them.
   *
   * @param values not empty
   */
  static Bins of(double[] values, Extent extent) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double range = quantile(sorted, 0.75) - quantile(sorted, 0.25);
    double width = 2 * range / Math.cbrt(sorted.length);
    // An odd count has a bin whose middle is the value that most are equal to.
    double wanted = width > 0 ? Math.ceil(extent.span() / width) : FEWEST + 1;
    return new Bins(extent, (int) Math.min(MOST, Math.max(FEWEST, wanted)));
  }

  double width() {
    return extent.span() / count;
  }

  double edge(int i) {
    return extent.low() + i * width();
  }

  /** How many of the drawable values lie in each bin; the last bin includes its upper edge. */
  int[] counts(double[] values) {
    int[] counts = new int[count];
    for (double value : values) {
      if (Extent.drawable(value)) {
        int bin = (int) ((value - extent.low()) / extent.span() * count);
        counts[Math.min(count - 1, Math.max(0, bin))]++;
      }
    }
    return counts;
  }

  /** By linear interpolation, as NumPy does. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
