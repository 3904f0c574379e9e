package dev.lamina.api.figure;

import java.util.List;
import java.util.Optional;

/**
 * Lines over a common axis, each labelled at its end or in a legend. Bands are drawn only where
 * they are few enough to be told apart; else the figure says so, and how wide they are on average.
 *
 * @param lines in the order of the legend
 */
public record LineChart(String title, Axis x, Axis y, List<Line> lines) implements Figure {

  public LineChart {
    lines = List.copyOf(lines);
  }

  /**
   * A line.
   *
   * @param name empty for no legend where it is the only one
   * @param x ascending
   * @param y one value for each x; NaN makes a gap
   * @param band an area around the line
   */
  public record Line(String name, double[] x, double[] y, Optional<Band> band, Role role) {}

  /**
   * An area, e.g. an interval or one standard deviation.
   *
   * @param low its lower edge, one value for each x
   * @param high its upper edge
   */
  public record Band(double[] low, double[] high) {}

  /** What a line is to the reader. */
  public enum Role {
    /** A result. */
    DATA,
    /** Another result to compare with, drawn back: a simpler baseline, or a mean of others. */
    REFERENCE,
    /** The same measured where there is nothing to find, drawn back: shuffled labels. */
    CONTROL,
    /** What is found without knowing anything, drawn back: chance, the majority, no difference. */
    CHANCE
  }
}
