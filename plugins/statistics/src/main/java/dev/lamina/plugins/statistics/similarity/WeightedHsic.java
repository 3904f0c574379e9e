package dev.lamina.plugins.statistics.similarity;

import java.util.stream.IntStream;

/**
 * The unbiased Hilbert-Schmidt independence criterion of a sample in which a row may stand several
 * times, as in a bootstrap: the U-statistic (Song et al. 2012, section 2.3) over tuples of distinct
 * rows, a tuple counting as often as its rows stand in the sample. Copies of a row are never paired
 * with each other, which would look like similarity.
 */
public final class WeightedHsic {

  private final int[] rows; // those that stand in the sample
  private final double[] times;
  private final double[] counts; // of tuples: of 2, 3 and 4 rows

  /**
   * For a sample.
   *
   * @param times how often each row stands in it, [n]; at least four rows do
   */
  public WeightedHsic(int[] times) {
    rows = IntStream.range(0, times.length).filter(i -> times[i] > 0).toArray();
    this.times = IntStream.of(rows).mapToDouble(i -> times[i]).toArray();
    double sum = 0;
    double squares = 0;
    for (double time : this.times) {
      sum += time;
      squares += time * time;
    }
    Sums ones = new Sums();
    for (double time : this.times) {
      ones.add(time, sum - time, sum - time, sum - time, squares - time * time);
    }
    counts = new double[] {ones.pairs, ones.triples(), ones.quadruples()};
  }

  /** Sums over pairs, triples and quadruples of distinct rows, gathered row by row. */
  private static final class Sums {
    private double pairs; // K_ij L_ij
    private double shared; // K_ij L_ik
    private double sharedTwice;
    private double squaredPairs;
    private double first; // K_ij
    private double second; // L_ij

    void add(double time, double k, double l, double both, double bothTwice) {
      pairs += time * both;
      shared += time * (k * l - bothTwice);
      sharedTwice += time * time * (k * l - bothTwice);
      squaredPairs += time * time * bothTwice;
      first += time * k;
      second += time * l;
    }

    double triples() {
      return shared;
    }

    double quadruples() {
      return first * second - 4 * sharedTwice - 2 * squaredPairs;
    }
  }

  /**
   * The criterion.
   *
   * @param k a kernel matrix with a zero diagonal, [n, n]
   * @param l another one
   */
  public double of(double[][] k, double[][] l) {
    Sums sums = new Sums();
    for (int i = 0; i < rows.length; i++) {
      double[] ofK = k[rows[i]];
      double[] ofL = l[rows[i]];
      double sumK = 0;
      double sumL = 0;
      double both = 0;
      double bothTwice = 0;
      for (int j = 0; j < rows.length; j++) {
        double timesK = times[j] * ofK[rows[j]];
        double timesL = times[j] * ofL[rows[j]];
        sumK += timesK;
        sumL += timesL;
        both += timesK * ofL[rows[j]];
        bothTwice += timesK * timesL;
      }
      sums.add(times[i], sumK, sumL, both, bothTwice);
    }
    return sums.pairs / counts[0] + sums.quadruples() / counts[2] - 2 * sums.triples() / counts[1];
  }

  /** Whether the sample has the four rows that the criterion needs. */
  public boolean isDefined() {
    return rows.length >= LayerCka.LEAST_ROWS;
  }
}
