package dev.lamina.api.figure;

import java.util.List;

/** Points in two dimensions, coloured by group. */
public record ScatterPlot(String title, Axis x, Axis y, List<Group> groups, Scaling scaling)
    implements Figure {

  public ScatterPlot {
    groups = List.copyOf(groups);
  }

  /**
   * Points of one colour.
   *
   * @param name empty for no legend where it is the only one
   */
  public record Group(String name, double[] x, double[] y) {}

  /** Whether a unit is as long on both axes. */
  public enum Scaling {
    EQUAL,
    FREE
  }
}
