package dev.lamina.plugins.probes.ridge;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Band;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.api.figure.LineChart.Role;
import dev.lamina.api.figure.ScatterPlot;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.probes.figure.Levels;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.score.Words;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** R2 by layer, and predicted against true numbers. */
record RidgeFigures(
    RidgeProbe.Config config,
    Quantity quantity,
    ProbingTask task,
    List<RidgeResult> results,
    Optional<Interval> bagOfTokens) {

  /** The components side by side. */
  Figure comparison() {
    List<Component> components = results.stream().map(RidgeResult::component).distinct().toList();
    if (components.size() == results.size()) {
      return bars(title(), "component", components.stream().map(Component::id).toList(), results);
    }
    List<Line> lines = new ArrayList<>();
    for (Component component : components) {
      List<RidgeResult> of = results.stream().filter(r -> r.component() == component).toList();
      lines.add(
          of.size() == 1
              ? level(component.id(), of.get(0).r2().mean(), Role.REFERENCE)
              : line(component.id(), of, r -> r.r2().mean(), Optional.empty(), Role.DATA));
    }
    lines.addAll(references());
    return new LineChart(title(), Axis.layers(), axis(""), lines);
  }

  /** One component with its interval, and what it must be compared to. */
  Figure component(List<RidgeResult> of) {
    String title = "%s, %s".formatted(title(), of.get(0).component());
    if (of.size() == 1) {
      return bars(title, "layer", List.of("" + of.get(0).layer()), of);
    }
    Band band = new Band(values(of, r -> r.r2().low()), values(of, r -> r.r2().high()));
    List<Line> lines = new ArrayList<>();
    lines.add(line("R\u00b2", of, r -> r.r2().mean(), Optional.of(band), Role.DATA));
    if (config.control()) {
      lines.add(
          line(
              "shuffled targets",
              of,
              r -> r.control().orElseThrow().mean(),
              Optional.empty(),
              Role.CONTROL));
    }
    lines.addAll(references());
    return new LineChart(title, Axis.layers(), axis(", 95% interval"), lines);
  }

  /** Each held-out prompt's true and predicted number. */
  Figure predicted(RidgeResult of) {
    double[] truth = task.tested(quantity.values());
    String name = Quoted.bare(config.target());
    return new ScatterPlot(
        "Predicted and true %s, %s, layer %d".formatted(name, of.component(), of.layer()),
        Axis.of("true " + name),
        Axis.of("predicted when held out (R\u00b2 %s)".formatted(Words.share(of.r2().mean()))),
        List.of(new ScatterPlot.Group("", truth, task.tested(of.predicted()))),
        ScatterPlot.Scaling.FREE);
  }

  private String title() {
    return "Ridge regression of %s".formatted(Quoted.bare(config.target()));
  }

  private Axis axis(String band) {
    return Axis.of(
        "held-out R\u00b2 (%s%s)".formatted(task.division(config.division().folds()), band));
  }

  /** The mean, and the words if they tell something: below the mean they only stretch the axis. */
  private List<Line> references() {
    List<Line> lines = new ArrayList<>();
    words().ifPresent(words -> lines.add(level("bag of tokens", words.mean(), Role.REFERENCE)));
    lines.add(level("mean", 0, Role.CHANCE));
    return lines;
  }

  private Optional<Interval> words() {
    return bagOfTokens.filter(words -> words.mean() >= 0);
  }

  private static Line line(
      String name,
      List<RidgeResult> of,
      ToDoubleFunction<RidgeResult> value,
      Optional<Band> band,
      Role role) {
    return new Line(name, values(of, RidgeResult::layer), values(of, value), band, role);
  }

  /** What has no layers, over all that are drawn. */
  private Line level(String name, double value, Role role) {
    return Levels.line(name, value, values(results, RidgeResult::layer), role);
  }

  private Figure bars(String title, String axis, List<String> categories, List<RidgeResult> of) {
    List<BarChart.Series> series = new ArrayList<>();
    Band band = new Band(values(of, r -> r.r2().low()), values(of, r -> r.r2().high()));
    series.add(new BarChart.Series("R\u00b2", values(of, r -> r.r2().mean()), Optional.of(band)));
    if (config.control()) {
      double[] control = values(of, r -> r.control().orElseThrow().mean());
      series.add(new BarChart.Series("shuffled targets", control, Optional.empty()));
    }
    words().ifPresent(words -> series.add(Levels.bars("bag of tokens", words.mean(), of.size())));
    return new BarChart(title, Axis.of(axis), axis(", 95% interval"), categories, series);
  }

  private static double[] values(List<RidgeResult> of, ToDoubleFunction<RidgeResult> value) {
    return of.stream().mapToDouble(value).toArray();
  }
}
