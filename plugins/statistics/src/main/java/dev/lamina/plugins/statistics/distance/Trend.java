package dev.lamina.plugins.statistics.distance;

import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.item.Bootstrap;
import dev.lamina.plugins.statistics.item.Estimate;
import dev.lamina.plugins.statistics.item.Shuffles;
import dev.lamina.plugins.statistics.measure.Distance;
import dev.lamina.plugins.statistics.measure.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How the distance from the true statement depends on the grade, at a layer.
 *
 * @param means the mean distance of each later grade
 * @param rho Spearman's within items
 * @param statistic Jonckheere and Terpstra's J over all statements
 * @param z that of its normal approximation, statements taken as independent
 * @param pValue two-sided, of permutations of the grades within items
 */
record Trend(
    Component component,
    int layer,
    Distance distance,
    List<Estimate> means,
    Estimate rho,
    double statistic,
    double z,
    double pValue) {

  /**
   * Measures it.
   *
   * @param random deals grades anew within items
   */
  static Trend of(
      Component component,
      int layer,
      Distance distance,
      double[] distances,
      GradedItems items,
      Bootstrap bootstrap,
      int permutations,
      SplittableRandom random) {
    List<Estimate> means = new ArrayList<>();
    for (int grade = 0; grade < items.laterGrades(); grade++) {
      means.add(mean(distances, grade, items, bootstrap));
    }
    JonckheereTerpstra test = new JonckheereTerpstra(distances, items.laterGrades());
    return new Trend(
        component,
        layer,
        distance,
        means,
        rho(distances, items, bootstrap),
        test.statistic(items.grade()),
        test.z(items.grade()),
        pValue(test, items, permutations, random));
  }

  private static Estimate mean(
      double[] distances, int grade, GradedItems items, Bootstrap bootstrap) {
    double[] sums = new double[items.items()];
    double[] counts = new double[items.items()];
    for (int i = 0; i < distances.length; i++) {
      if (items.grade()[i] == grade) {
        sums[items.item()[i]] += distances[i];
        counts[items.item()[i]]++;
      }
    }
    return bootstrap.of(times -> weighted(times, sums) / weighted(times, counts), items.items());
  }

  private static double weighted(int[] times, double[] values) {
    double sum = 0;
    for (int i = 0; i < times.length; i++) {
      sum += times[i] * values[i];
    }
    return sum;
  }

  /**
   * The correlation over all statements of the rank of the distance with that of the grade, both
   * among the item's statements and less their mean: with as many statements of each item and no
   * ties it is the mean of Spearman's rho over items.
   */
  private static Estimate rho(double[] distances, GradedItems items, Bootstrap bootstrap) {
    double[] xy = new double[items.items()];
    double[] xx = new double[items.items()];
    double[] yy = new double[items.items()];
    for (int start = 0; start < distances.length; ) {
      int item = items.item()[start];
      int end = end(items, start);
      double[] x = Ranks.of(Arrays.copyOfRange(distances, start, end));
      double[] y =
          Ranks.of(Arrays.stream(items.grade(), start, end).mapToDouble(grade -> grade).toArray());
      double middle = (end - start + 1) / 2.0;
      for (int i = 0; i < x.length; i++) {
        xy[item] += (x[i] - middle) * (y[i] - middle);
        xx[item] += (x[i] - middle) * (x[i] - middle);
        yy[item] += (y[i] - middle) * (y[i] - middle);
      }
      start = end;
    }
    return bootstrap.of(
        times -> {
          double spread = weighted(times, xx) * weighted(times, yy);
          return spread > 0 ? weighted(times, xy) / Math.sqrt(spread) : Double.NaN;
        },
        items.items());
  }

  /** Where the statements of the item that begins here end. */
  private static int end(GradedItems items, int start) {
    int end = start;
    while (end < items.item().length && items.item()[end] == items.item()[start]) {
      end++;
    }
    return end;
  }

  /** {@code 2 (b + 1) / (m + 1)}, b being the lesser count of permutations with J as far out. */
  private static double pValue(
      JonckheereTerpstra test, GradedItems items, int permutations, SplittableRandom random) {
    double observed = test.statistic(items.grade());
    int[] grades = items.grade().clone();
    long above = 0;
    long below = 0;
    for (int permutation = 0; permutation < permutations; permutation++) {
      for (int start = 0; start < grades.length; ) {
        int end = end(items, start);
        Shuffles.shuffle(grades, start, end, random);
        start = end;
      }
      double dealt = test.statistic(grades);
      above += dealt >= observed ? 1 : 0;
      below += dealt <= observed ? 1 : 0;
    }
    return Math.min(1, 2 * (Math.min(above, below) + 1.0) / (permutations + 1.0));
  }
}
