package dev.lamina.plugins.statistics.distance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The test of Jonckheere (1954) and Terpstra (1952) for a trend over ordered groups: J counts the
 * pairs of values of which the one in the higher group is greater, equal ones as half.
 */
final class JonckheereTerpstra {

  private final int groups;
  private final int[] ascending; // the values' places
  private final int[] tiedUpTo; // where the run of equal values ends, for each place in ascending

  /** Sorts the values, for any assignment to groups. */
  JonckheereTerpstra(double[] values, int groups) {
    this.groups = groups;
    ascending =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(i -> i)
            .toArray();
    tiedUpTo = new int[values.length];
    for (int i = values.length - 1; i >= 0; i--) {
      boolean same = i + 1 < values.length && values[ascending[i]] == values[ascending[i + 1]];
      tiedUpTo[i] = same ? tiedUpTo[i + 1] : i + 1;
    }
  }

  /**
   * J.
   *
   * @param group each value's group, counted from 0
   */
  double statistic(int[] group) {
    long[] seen = new long[groups];
    long[] equal = new long[groups];
    double sum = 0;
    for (int start = 0; start < ascending.length; start = tiedUpTo[start]) {
      Arrays.fill(equal, 0);
      for (int i = start; i < tiedUpTo[start]; i++) {
        equal[group[ascending[i]]]++;
      }
      long below = 0; // of lower groups
      long equalBelow = 0;
      for (int of = 0; of < groups; of++) {
        sum += equal[of] * (below + equalBelow / 2.0);
        below += seen[of];
        equalBelow += equal[of];
      }
      for (int of = 0; of < groups; of++) {
        seen[of] += equal[of];
      }
    }
    return sum;
  }

  /**
   * How many standard deviations J is above what groups without trend would have, by its normal
   * approximation with ties (Hollander, Wolfe and Chicken 2014, Nonparametric Statistical Methods,
   * section 6.2); NaN if all values are equal.
   */
  double z(int[] group) {
    long[] sizes = new long[groups];
    Arrays.stream(group).forEach(of -> sizes[of]++);
    double n = ascending.length;
    double mean = (n * n - Arrays.stream(sizes).mapToDouble(m -> (double) m * m).sum()) / 4;
    double variance = n * (n - 1) * (2 * n + 5);
    double[] ofGroups = new double[2];
    double[] ofTies = new double[2];
    for (long size : sizes) {
      variance -= tied((double) size, ofGroups);
    }
    for (int start = 0; start < ascending.length; start = tiedUpTo[start]) {
      variance -= tied(tiedUpTo[start] - start, ofTies);
    }
    variance /= 72;
    variance += ofGroups[1] * ofTies[1] / (36 * n * (n - 1) * (n - 2));
    variance += ofGroups[0] * ofTies[0] / (8 * n * (n - 1));
    boolean vary = variance > 1e-9 * n;
    return vary ? (statistic(group) - mean) / Math.sqrt(variance) : Double.NaN;
  }

  /** Adds {@code m (m - 1)} and {@code m (m - 1) (m - 2)}; returns {@code m (m - 1) (2 m + 5)}. */
  private static double tied(double m, double[] sums) {
    sums[0] += m * (m - 1);
    sums[1] += m * (m - 1) * (m - 2);
    return m * (m - 1) * (2 * m + 5);
  }
}
