package dev.lamina.plugins.statistics.alignment;

import dev.lamina.plugins.statistics.measure.Distance;

/**
 * Whether the row nearest to an item's row in the other group is that of the same item; for each
 * item, as a mean over both directions.
 *
 * @param top1 1 if the counterpart is the nearest, [items]; {@code 1 / k} if k rows are equally
 *     near
 * @param reciprocalRank the expected 1 / rank of the counterpart, equally near rows being ranked at
 *     random, [items]
 */
record Retrieval(double[] top1, double[] reciprocalRank) {

  /**
   * Looks for each row's counterpart.
   *
   * @param first prepared rows, [items, width]; item by item the counterparts of {@code second}
   */
  static Retrieval of(double[][] first, double[][] second, Distance distance) {
    int n = first.length;
    double[] own = new double[n];
    for (int i = 0; i < n; i++) {
      own[i] = distance.between(first[i], second[i]);
    }
    int[][] nearer =
        new int[2][n]; // than the counterpart, from the first group and from the second
    int[][] equal = new int[2][n]; // the counterpart, too
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double between = i == j ? own[i] : distance.between(first[i], second[j]);
        nearer[0][i] += between < own[i] ? 1 : 0;
        equal[0][i] += between == own[i] ? 1 : 0;
        nearer[1][j] += between < own[j] ? 1 : 0;
        equal[1][j] += between == own[j] ? 1 : 0;
      }
    }
    double[] top1 = new double[n];
    double[] reciprocalRank = new double[n];
    for (int i = 0; i < n; i++) {
      for (int direction = 0; direction < 2; direction++) {
        score(nearer[direction][i], equal[direction][i], i, top1, reciprocalRank);
      }
    }
    return new Retrieval(top1, reciprocalRank);
  }

  /** Adds half of what one direction scores. */
  private static void score(int nearer, int equal, int item, double[] top1, double[] reciprocal) {
    if (nearer == 0) {
      top1[item] += 0.5 / equal;
    }
    for (int rank = nearer + 1; rank <= nearer + equal; rank++) {
      reciprocal[item] += 0.5 / rank / equal;
    }
  }

  /** The mean reciprocal rank to expect of n items at random: {@code (1 + 1/2 + ... + 1/n) / n}. */
  static double reciprocalRankByChance(int items) {
    double sum = 0;
    for (int rank = 1; rank <= items; rank++) {
      sum += 1.0 / rank;
    }
    return sum / items;
  }
}
