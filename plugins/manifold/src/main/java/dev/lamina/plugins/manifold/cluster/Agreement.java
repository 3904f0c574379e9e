package dev.lamina.plugins.manifold.cluster;

/**
 * How alike two groupings of the same points are, whatever their groups are called. Equal to
 * scikit-learn's {@code adjusted_rand_score} and {@code normalized_mutual_info_score}.
 *
 * @param ari the adjusted Rand index (Hubert and Arabie 1985): 1 if the same, 0 on average by
 *     chance
 * @param nmi mutual information over the mean of the two entropies (Kvalseth 1987): 1 if the same,
 *     0 if independent; of many groups and few points it is above 0 by chance
 */
public record Agreement(double ari, double nmi) {

  /**
   * Compares.
   *
   * @param first for each point its group, from 0
   * @param second likewise
   */
  public static Agreement of(int[] first, int[] second) {
    int n = first.length;
    long[] rows = counts(first);
    long[] columns = counts(second);
    long[][] both = new long[rows.length][columns.length];
    for (int i = 0; i < n; i++) {
      both[first[i]][second[i]]++;
    }
    return new Agreement(ari(both, rows, columns, n), nmi(both, rows, columns, n));
  }

  private static long[] counts(int[] groups) {
    int most = 0;
    for (int group : groups) {
      most = Math.max(most, group);
    }
    long[] counts = new long[most + 1];
    for (int group : groups) {
      counts[group]++;
    }
    return counts;
  }

  private static double pairs(long[] counts) {
    double pairs = 0;
    for (long count : counts) {
      pairs += count * (count - 1) / 2.0;
    }
    return pairs;
  }

  /** Pairs in the same group in both, over what is to be expected and what is possible. */
  private static double ari(long[][] both, long[] rows, long[] columns, int n) {
    double same = 0;
    for (long[] row : both) {
      same += pairs(row);
    }
    double inRows = pairs(rows);
    double inColumns = pairs(columns);
    double expected = inRows * inColumns / (n * (n - 1.0) / 2);
    double most = (inRows + inColumns) / 2;
    return most == expected ? 1 : (same - expected) / (most - expected);
  }

  private static double nmi(long[][] both, long[] rows, long[] columns, int n) {
    double entropies = entropy(rows, n) + entropy(columns, n);
    if (entropies == 0) {
      return 1;
    }
    double information = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        if (both[i][j] > 0) {
          double expected = rows[i] * (double) columns[j] / n;
          information += both[i][j] / (double) n * Math.log(both[i][j] / expected);
        }
      }
    }
    return Math.max(0, information) / (entropies / 2);
  }

  private static double entropy(long[] counts, int n) {
    double entropy = 0;
    for (long count : counts) {
      if (count > 0 && count < n) {
        entropy -= count / (double) n * Math.log(count / (double) n);
      }
    }
    return entropy;
  }
}
