package dev.lamina.engine.compare;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.LineChart;
import dev.lamina.engine.compare.RunComparison.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Curves over the layers, a line a run. Models of different depths are laid over each other from
 * their first block (0) to their last (1).
 */
final class ComparedCurves {

  private static final String DEPTH = "depth, from the first block (0) to the last (1)";

  private final List<String> labels;

  /**
   * @param labels the runs' names
   */
  ComparedCurves(List<String> labels) {
    this.labels = labels;
  }

  LineChart chart(Curve curve) {
    boolean sameLayers =
        curve.byRun().stream().filter(of -> !of.isEmpty()).map(Map::keySet).distinct().count() == 1;
    List<LineChart.Line> lines = new ArrayList<>();
    for (int run = 0; run < labels.size(); run++) {
      Map<Integer, Double> values = curve.byRun().get(run);
      if (!values.isEmpty()) {
        lines.add(line(labels.get(run), values, sameLayers));
      }
    }
    return new LineChart(
        curve.key().toString(),
        sameLayers ? Axis.layers() : new Axis(DEPTH, Axis.Scale.UNIT_INTERVAL),
        Axis.of(curve.key().name()),
        lines);
  }

  private static LineChart.Line line(String label, Map<Integer, Double> values, boolean layers) {
    double last = values.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    double[] x =
        values.keySet().stream()
            .mapToDouble(layer -> layers || last == 0 ? layer : layer / last)
            .toArray();
    double[] y = values.values().stream().mapToDouble(Double::doubleValue).toArray();
    return new LineChart.Line(label, x, y, Optional.empty(), LineChart.Role.DATA);
  }
}
