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
  public record Group(String name, double[] x, double[] y, Role role) {

    /** Points of a group of their own. */
    public Group(String name, double[] x, double[] y) {
      this(name, x, y, Role.GROUP);
    }
  }

  /** What points are to the reader. */
  public enum Role {
    /** One of the groups that are told apart. */
    GROUP,
    /** What is left: drawn in grey, behind the others. */
    REST
  }

  /** Whether a unit is as long on both axes. */
  public enum Scaling {
    EQUAL,
    FREE
  }
}
