package dev.lamina.plugins.probes;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Band;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.api.figure.LineChart.Role;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * An MLP's accuracies beside those of a linear probe, and those of both on shuffled labels.
 *
 * @param mlp all layers of a component
 * @param linear the same layers
 */
record ComparisonFigure(
    ProbeSettings settings, ProbingTask task, List<ProbeResult> mlp, List<ProbeResult> linear) {

  Figure draw() {
    return mlp.size() == 1 ? bars() : lines();
  }

  private Figure lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(line("MLP", mlp, of -> of.accuracy().mean(), band(mlp), Role.DATA));
    lines.add(line("linear", linear, of -> of.accuracy().mean(), band(linear), Role.DATA));
    if (settings.evaluation().control()) {
      lines.add(
          line("MLP, shuffled", mlp, ProbeComparison::control, Optional.empty(), Role.CONTROL));
      lines.add(
          line(
              "linear, shuffled",
              linear,
              ProbeComparison::control,
              Optional.empty(),
              Role.CONTROL));
    }
    return new LineChart(title(), Axis.layers(), axis(", 95% interval"), lines);
  }

  private static Optional<Band> band(List<ProbeResult> of) {
    return Optional.of(
        new Band(
            values(of, result -> result.accuracy().low()),
            values(of, result -> result.accuracy().high())));
  }

  private static Line line(
      String name,
      List<ProbeResult> of,
      ToDoubleFunction<ProbeResult> value,
      Optional<Band> band,
      Role role) {
    return new Line(
        name, of.stream().mapToDouble(ProbeResult::layer).toArray(), values(of, value), band, role);
  }

  /** A single layer. */
  private Figure bars() {
    List<ProbeResult> both = List.of(mlp.get(0), linear.get(0));
    List<BarChart.Series> series = new ArrayList<>();
    double[] errors = values(both, of -> of.accuracy().mean() - of.accuracy().low());
    series.add(
        new BarChart.Series(
            "accuracy", values(both, of -> of.accuracy().mean()), Optional.of(errors)));
    if (settings.evaluation().control()) {
      series.add(
          new BarChart.Series(
              "shuffled labels", values(both, ProbeComparison::control), Optional.empty()));
    }
    String title = "%s, layer %d".formatted(title(), mlp.get(0).layer());
    List<String> probes = List.of("MLP", "linear");
    return new BarChart(title, Axis.of("probe"), axis(", 95% interval"), probes, series);
  }

  private static double[] values(List<ProbeResult> of, ToDoubleFunction<ProbeResult> value) {
    return of.stream().mapToDouble(value).toArray();
  }

  private String title() {
    return "MLP and linear probe for %s, %s"
        .formatted(Quoted.bare(task.target().name()), mlp.get(0).component());
  }

  private Axis axis(String band) {
    return new Axis(
        "held-out accuracy (%s%s)".formatted(task.division(settings.evaluation().folds()), band),
        Axis.Scale.UNIT_INTERVAL);
  }
}
