package dev.lamina.plugins.statistics.similarity;

import dev.lamina.plugins.statistics.measure.Ranks;

/**
 * Representational similarity analysis (Kriegeskorte et al. 2008): Spearman's correlation of two
 * lists of dissimilarities of the same pairs of items, ordered as {@link
 * dev.lamina.plugins.statistics.measure.Distance#pairs}.
 *
 * @param first the ranks of the first, [items (items - 1) / 2]
 * @param second those of the second
 */
public record DissimilarityCorrelation(double[] first, double[] second) {

  /** Ranks the dissimilarities. */
  public static DissimilarityCorrelation of(double[] first, double[] second) {
    return new DissimilarityCorrelation(Ranks.of(first), Ranks.of(second));
  }

  /**
   * The correlation in a sample in which an item may stand several times. Ranks are those among all
   * items, and an item is not paired with its copies, whose dissimilarity is 0.
   *
   * @param times how often each item stands in it, [items]; once each for the correlation itself
   */
  public double of(int[] times) {
    double weight = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    double middle = (first.length + 1) / 2.0; // keeps the sums small
    int pair = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] == 0) {
        pair += times.length - 1 - i;
        continue;
      }
      for (int j = i + 1; j < times.length; j++, pair++) {
        double w = (double) times[i] * times[j];
        double a = first[pair] - middle;
        double b = second[pair] - middle;
        weight += w;
        x += w * a;
        y += w * b;
        xx += w * a * a;
        yy += w * b * b;
        xy += w * a * b;
      }
    }
    double varianceX = xx - x * x / weight;
    double varianceY = yy - y * y / weight;
    boolean vary = varianceX > 1e-9 * xx && varianceY > 1e-9 * yy;
    return vary ? (xy - x * y / weight) / Math.sqrt(varianceX * varianceY) : Double.NaN;
  }
}
