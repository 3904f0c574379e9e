package dev.lamina.plugins.probes.figure;

import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.api.figure.LineChart.Role;
import java.util.Arrays;
import java.util.Optional;

/** What is the same at every layer, as lines and bars of a chart of layers. */
public final class Levels {

  private Levels() {}

  /**
   * A level line.
   *
   * @param layers all that are drawn, from the least to the most of which it goes
   */
  public static Line line(String name, double value, double[] layers, Role role) {
    double[] ends = {
      Arrays.stream(layers).min().orElseThrow(), Arrays.stream(layers).max().orElseThrow()
    };
    return new Line(name, ends, new double[] {value, value}, Optional.empty(), role);
  }

  /** A bar of the same height in each category. */
  public static BarChart.Series bars(String name, double value, int categories) {
    double[] values = new double[categories];
    Arrays.fill(values, value);
    return new BarChart.Series(name, values, Optional.empty());
  }
}
