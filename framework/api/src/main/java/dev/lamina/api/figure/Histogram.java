package dev.lamina.api.figure;

import java.util.List;

/** Distributions over a common axis, with common bins, drawn over each other. */
public record Histogram(String title, Axis x, List<Distribution> distributions) implements Figure {

  public Histogram {
    distributions = List.copyOf(distributions);
  }

  /**
   * The values of one group.
   *
   * @param name empty for no legend where it is the only one
   */
  public record Distribution(String name, double[] values) {}
}
