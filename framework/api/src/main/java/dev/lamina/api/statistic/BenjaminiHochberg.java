package dev.lamina.api.statistic;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Benjamini and Hochberg's (1995) control of the false discovery rate. */
public final class BenjaminiHochberg {

  private BenjaminiHochberg() {}

  /**
   * Adjusts p values of one family: {@code min over k >= rank of p_(k) * n / k}. A test is a
   * discovery at a rate q where its adjusted value is at most q. NaN, of a test that could not be
   * made, stays NaN and does not count.
   */
  public static double[] adjust(double[] pValues) {
    List<Integer> descending =
        IntStream.range(0, pValues.length)
            .filter(i -> !Double.isNaN(pValues[i]))
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> pValues[i]).reversed())
            .toList();
    int n = descending.size();
    double[] adjusted = new double[pValues.length];
    Arrays.fill(adjusted, Double.NaN);
    double least = 1;
    for (int i = 0; i < n; i++) {
      int test = descending.get(i);
      least = Math.min(least, pValues[test] * n / (n - i));
      adjusted[test] = least;
    }
    return adjusted;
  }
}
