package dev.lamina.plugins.statistics.measure;

/**
 * Count, mean and spread of numbers, gathered in one pass. Partial moments are merged by the update
 * of Chan, Golub and LeVeque (1983), Welford's (1962) for single numbers, in double precision.
 *
 * @param count how many numbers
 * @param mean their mean; 0 of none
 * @param squares the sum of their squared deviations from the mean
 * @param min the least; infinite of none
 * @param max the greatest; minus infinite of none
 */
public record Moments(long count, double mean, double squares, double min, double max) {

  /** The moments of no numbers. */
  public static final Moments NONE =
      new Moments(0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  /** The moments of one number. */
  public static Moments of(double value) {
    return new Moments(1, value, 0, value, value);
  }

  /** The moments of a row of activations. */
  public static Moments of(float[] row) {
    double sum = 0;
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float value : row) {
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double mean = sum / row.length;
    double squares = 0;
    for (float value : row) {
      double deviation = value - mean;
      squares += deviation * deviation;
    }
    return new Moments(row.length, mean, squares, min, max);
  }

  /** The moments of some of the values. */
  public static Moments of(double[] values, int[] members) {
    Moments moments = NONE;
    for (int member : members) {
      moments = moments.merge(of(values[member]));
    }
    return moments;
  }

  /** The moments of both sets of numbers together. */
  public Moments merge(Moments other) {
    if (count == 0 || other.count == 0) {
      return count == 0 ? other : this;
    }
    long both = count + other.count;
    double delta = other.mean - mean;
    double share = (double) other.count / both;
    return new Moments(
        both,
        mean + delta * share,
        squares + other.squares + delta * delta * count * share,
        Math.min(min, other.min),
        Math.max(max, other.max));
  }

  /** The standard deviation of the numbers themselves: divided by n (numpy's {@code ddof=0}). */
  public double std() {
    return Math.sqrt(squares / count);
  }

  /** The unbiased estimate of the variance behind them: divided by n - 1; NaN of fewer than two. */
  public double sampleVariance() {
    return count < 2 ? Double.NaN : squares / (count - 1);
  }
}
