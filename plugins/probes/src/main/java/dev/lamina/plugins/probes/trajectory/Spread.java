package dev.lamina.plugins.probes.trajectory;

/**
 * Mean and standard deviation of numbers as they come (Welford 1962). NaN, a number that is not
 * defined, is left out.
 */
public final class Spread {

  private long count;
  private double mean;
  private double squares;

  void add(double value) {
    if (Double.isNaN(value)) {
      return;
    }
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }

  /** How many numbers there are. */
  public long count() {
    return count;
  }

  /** NaN if there are none. */
  public double mean() {
    return count == 0 ? Double.NaN : mean;
  }

  /** With divisor n - 1; NaN of fewer than two. */
  public double deviation() {
    return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1));
  }
}
