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

  /** What curves are drawn over. */
  public enum Depth {
    /** Layers where all curves have the same ones, else relative depth. */
    AUTO,
    /** The number of the layer. */
    LAYER,
    /** From the model's first block (0) to its last (1): layer / (layers of the model - 1). */
    RELATIVE
  }

  /**
   * Draws the curves.
   *
   * @param metric what the numbers are
   * @param curves for each run, by name, the values by layer; those without values are left out
   */
  public static LineChart chart(
      String title, Axis metric, Map<String, SortedMap<Integer, Double>> curves) {
    return chart(title, metric, curves, Depth.AUTO, Map.of());
  }

  /**
   * Draws the curves.
   *
   * @param metric what the numbers are
   * @param curves for each run, by name, the values by layer; those without values are left out
   * @param models for each run, by name, how many blocks its model has; of a run that is missing,
   *     the last layer with a value is taken for the model's last
   */
  public static LineChart chart(
      String title,
      Axis metric,
      Map<String, SortedMap<Integer, Double>> curves,
      Depth depth,
      Map<String, Integer> models) {
    Set<Set<Integer>> layers = new HashSet<>();
    curves.values().stream().filter(of -> !of.isEmpty()).forEach(of -> layers.add(of.keySet()));
    boolean relative =
        switch (depth) {
          case AUTO -> layers.size() > 1;
          case LAYER -> false;
          case RELATIVE -> true;
        };
    List<LineChart.Line> lines = new ArrayList<>();
    curves.forEach(
        (name, values) -> {
          if (!values.isEmpty()) {
            int last = models.containsKey(name) ? models.get(name) - 1 : values.lastKey();
            lines.add(line(name, values, relative ? Math.max(1, last) : 1));
          }
        });
    return new LineChart(title, relative ? DEPTH : Axis.layers(), metric, lines);
  }

  private static LineChart.Line line(String name, SortedMap<Integer, Double> values, double unit) {
    double[] x = values.keySet().stream().mapToDouble(layer -> layer / unit).toArray();
    double[] y = values.values().stream().mapToDouble(Double::doubleValue).toArray();
    return new LineChart.Line(name, x, y, Optional.empty(), LineChart.Role.DATA);
  }
}
