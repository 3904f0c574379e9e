package dev.lamina.api.check;

import java.util.Optional;

/**
 * Gathers how far two ways to the same numbers are apart. The numbers of each call are measured
 * against the largest among them: the residual stream of one token or layer can be a thousand times
 * as large as another's, which must hide no difference there.
 */
public final class Difference {

  private final String name;
  private final double limit;
  private long compared;
  private double worst;
  private String where = "";

  /**
   * A comparison to come.
   *
   * @param name the equation
   * @param limit of the largest difference, as a share of the largest number
   */
  public Difference(String name, double limit) {
    this.name = name;
    this.limit = limit;
  }

  /**
   * Compares numbers; those that are equal may be infinite.
   *
   * @param place where they are from
   */
  public void compare(float[] actual, float[] expected, String place) {
    if (actual.length != expected.length) {
      throw new IllegalArgumentException(
          "%s at %s: %d numbers and %d".formatted(name, place, actual.length, expected.length));
    }
    double share = share(actual, expected);
    if (Double.compare(share, worst) > 0) { // NaN is more than anything
      worst = share;
      where = place;
    }
    compared += actual.length;
  }

  private static double share(float[] actual, float[] expected) {
    double worst = 0;
    double largest = 0;
    for (int i = 0; i < actual.length; i++) {
      double difference = actual[i] == expected[i] ? 0 : Math.abs(actual[i] - expected[i]);
      worst = Math.max(worst, difference); // NaN stays
      if (Float.isFinite(expected[i])) {
        largest = Math.max(largest, Math.abs(expected[i]));
      }
    }
    return worst == 0 ? 0 : worst / largest;
  }

  /** The largest difference so far, as a share of the largest number beside it. */
  public double share() {
    return worst;
  }

  /** What was found. */
  public Check check() {
    return new Check(
        name, compared, worst, limit, worst == 0 ? Optional.empty() : Optional.of(where));
  }
}
