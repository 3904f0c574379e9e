package dev.lamina.api.figure;

/**
 * An axis.
 *
 * @param label what it measures, with the unit in parentheses where there is one: {@code mean L2
 *     norm}, {@code PC 1 (34.2% of variance)}
 */
public record Axis(String label, Scale scale) {

  /** How numbers are placed and ticked. */
  public enum Scale {
    /** Real numbers; the range fits the data. */
    LINEAR,
    /** Whole numbers such as layers: ticks at integers only. */
    INTEGER,
    /** Shares and scores: the range is within 0 and 1. */
    UNIT_INTERVAL
  }

  /** An axis of real numbers. */
  public static Axis of(String label) {
    return new Axis(label, Scale.LINEAR);
  }

  /** The axis of transformer blocks. */
  public static Axis layers() {
    return new Axis("layer", Scale.INTEGER);
  }
}
