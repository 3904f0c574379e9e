package dev.lamina.api.comparison;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.LineChart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * A number over the layers of several runs, a line a run. Models of different depths are laid over
 * each other from their first block (0) to their last (1).
 */
public final class OverlaidCurves {

  private static final Axis DEPTH =
      new Axis("depth, from the first block (0) to the last (1)", Axis.Scale.UNIT_INTERVAL);

  private OverlaidCurves() {}

  /**
   * Draws the curves.
   *
   * @param metric what the numbers are
   * @param curves for each run, by name, the values by layer; those without values are left out
   */
  public static LineChart chart(
      String title, Axis metric, Map<String, SortedMap<Integer, Double>> curves) {
    Set<Set<Integer>> layers = new HashSet<>();
    curves.values().stream().filter(of -> !of.isEmpty()).forEach(of -> layers.add(of.keySet()));
    boolean sameLayers = layers.size() <= 1;
    List<LineChart.Line> lines = new ArrayList<>();
    curves.forEach(
        (name, values) -> {
          if (!values.isEmpty()) {
            lines.add(line(name, values, sameLayers ? 1 : Math.max(1, values.lastKey())));
          }
        });
    return new LineChart(title, sameLayers ? Axis.layers() : DEPTH, metric, lines);
  }

  private static LineChart.Line line(String name, SortedMap<Integer, Double> values, double unit) {
    double[] x = values.keySet().stream().mapToDouble(layer -> layer / unit).toArray();
    double[] y = values.values().stream().mapToDouble(Double::doubleValue).toArray();
    return new LineChart.Line(name, x, y, Optional.empty(), LineChart.Role.DATA);
  }
}
