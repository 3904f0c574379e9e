package dev.lamina.api.check;

import java.util.Optional;

/** Gathers how far two ways to the same numbers are apart. */
public final class Difference {

  private final String name;
  private final double limit;
  private long compared;
  private double worst;
  private double largest;
  private String where = "";

  /**
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
    for (int i = 0; i < actual.length; i++) {
      double difference = actual[i] == expected[i] ? 0 : Math.abs(actual[i] - expected[i]);
      if (difference > worst || (Double.isNaN(difference) && !Double.isNaN(worst))) {
        worst = difference;
        where = place;
      }
      if (Float.isFinite(expected[i])) {
        largest = Math.max(largest, Math.abs(expected[i]));
      }
    }
    compared += actual.length;
  }

  /** The largest difference so far, as a share of the largest number. */
  public double share() {
    return worst == 0 ? 0 : worst / largest;
  }

  /** What was found. */
  public Check check() {
    return new Check(
        name, compared, share(), limit, worst == 0 ? Optional.empty() : Optional.of(where));
  }
}
