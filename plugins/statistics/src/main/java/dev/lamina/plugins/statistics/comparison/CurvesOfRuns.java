package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.comparison.OverlaidCurves;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Band;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.api.model.Component;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A number over the layers of several runs.
 *
 * @param curves by the run's name
 */
record CurvesOfRuns(
    CurveSubject subject,
    Map<String, RunCurve> curves,
    ModelDepths depths,
    OverlaidCurves.Depth depth) {

  private static final int IMPORTANCE = 85;

  /**
   * Hands over the figure, the largest value of each run and the largest of all.
   *
   * @param count how many prompts there are, for the headline
   */
  void write(String count, Findings findings) {
    LineChart chart = chart();
    findings.figure(subject.figure(), chart);
    curves.forEach((run, curve) -> metrics(run, curve.best(), findings));
    String best = "";
    double most = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, RunCurve> curve : curves.entrySet()) {
      double value = curve.getValue().best().getValue();
      if (value > most) {
        most = value;
        best = inWords(curve.getKey(), curve.getValue());
      }
    }
    if (!best.isEmpty()) { // else there is nothing but NaN
      findings.headline(
          IMPORTANCE,
          "Over the layers of %s, the %s of %s is largest in %s (%d runs%s)."
              .formatted(
                  subject.component(),
                  subject.metric(),
                  subject.analysis(),
                  best,
                  curves.size(),
                  count),
          chart);
    }
  }

  /** All values: analysis, component, run, layer, depth, value, low, high. */
  List<List<Object>> rows() {
    List<List<Object>> rows = new ArrayList<>();
    curves.forEach(
        (run, curve) -> {
          for (int layer : curve.values().keySet()) {
            List<Object> row =
                new ArrayList<>(List.of(subject.analysis(), subject.component().id()));
            row.addAll(List.of(run, layer, depths.cell(run, layer)));
            row.addAll(curve.cells(layer));
            rows.add(row);
          }
        });
    return rows;
  }

  private static String inWords(String run, RunCurve curve) {
    int layer = curve.best().getKey();
    String interval =
        Optional.ofNullable(curve.intervals().get(layer)).map(of -> " " + of).orElse("");
    return String.format(
        Locale.ROOT, "%s: %.3g%s at layer %d", run, curve.best().getValue(), interval, layer);
  }

  private LineChart chart() {
    Map<String, SortedMap<Integer, Double>> values = new LinkedHashMap<>();
    curves.forEach((run, curve) -> values.put(run, curve.values()));
    LineChart bare =
        OverlaidCurves.chart(
            subject.title(), Axis.of(subject.metric()), values, depth, depths.layers());
    List<Line> lines = new ArrayList<>();
    for (Line line : bare.lines()) {
      Optional<Band> band = Optional.ofNullable(curves.get(line.name())).flatMap(RunCurve::band);
      lines.add(new Line(line.name(), line.x(), line.y(), band, line.role()));
    }
    boolean banded = lines.stream().anyMatch(line -> line.band().isPresent());
    Axis y = banded ? Axis.of(subject.metric() + ", 95% interval") : bare.y();
    return new LineChart(bare.title(), bare.x(), y, lines);
  }

  private void metrics(String run, Map.Entry<Integer, Double> best, Findings findings) {
    Component component = subject.component();
    String prefix = subject.prefix();
    int layer = best.getKey();
    findings.metric(Metric.ofComponent(component, prefix + ".best", best.getValue()).in(run));
    findings.metric(Metric.ofComponent(component, prefix + ".best_layer", layer).in(run));
    depths
        .depth(run, layer)
        .ifPresent(
            depth ->
                findings.metric(
                    Metric.ofComponent(component, prefix + ".best_depth", depth).in(run)));
  }
}
