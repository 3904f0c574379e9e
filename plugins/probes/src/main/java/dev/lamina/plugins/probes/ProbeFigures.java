package dev.lamina.plugins.probes;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Band;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.api.figure.LineChart.Role;
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

/**
 * Accuracy by layer: all components in one chart, and each with what it must be compared to.
 *
 * @param results all layers of all components
 * @param bagOfTokens accuracy of the prompts' words alone
 */
record ProbeFigures(
    ProbingTask task,
    List<ProbeResult> results,
    Optional<Interval> bagOfTokens,
    ProbeSettings config) {

  /** The components side by side, with the majority baseline. */
  Figure comparison() {
    List<Component> components = results.stream().map(ProbeResult::component).distinct().toList();
    String title = "%s for %s".formatted(config.title(), Quoted.bare(task.target().name()));
    if (components.size() == results.size()) {
      return bars(title, "component", components.stream().map(Component::id).toList(), results);
    }
    List<Line> lines = new ArrayList<>();
    for (Component component : components) {
      List<ProbeResult> of =
          results.stream().filter(result -> result.component() == component).toList();
      lines.add(
          of.size() == 1
              ? level(component.id(), of.get(0).accuracy().mean(), Role.REFERENCE)
              : line(component.id(), of, result -> result.accuracy().mean(), Optional.empty()));
    }
    words().ifPresent(words -> lines.add(level("bag of tokens", words.mean(), Role.REFERENCE)));
    lines.add(level("majority", task.majority(), Role.CHANCE));
    double error =
        results.stream()
            .mapToDouble(of -> of.accuracy().mean() - of.accuracy().low())
            .average()
            .orElse(0);
    String interval = ", 95% interval \u00b1" + Words.share(error) + " on average";
    return chart(title, accuracyAxis(interval), lines);
  }

  /** One component with its interval, baseline and control. */
  Figure component(List<ProbeResult> of) {
    String title =
        "%s for %s, %s"
            .formatted(config.title(), Quoted.bare(task.target().name()), of.get(0).component());
    if (of.size() == 1) {
      return bars(title, "layer", List.of("" + of.get(0).layer()), of);
    }
    Band band =
        new Band(
            values(of, result -> result.accuracy().low()),
            values(of, result -> result.accuracy().high()));
    List<Line> lines = new ArrayList<>();
    lines.add(line("accuracy", of, result -> result.accuracy().mean(), Optional.of(band)));
    if (config.evaluation().control()) {
      double[] control = values(of, result -> result.control().orElseThrow().mean());
      lines.add(new Line("shuffled labels", layers(of), control, Optional.empty(), Role.CONTROL));
    }
    words().ifPresent(words -> lines.add(level("bag of tokens", words.mean(), Role.REFERENCE)));
    lines.add(level("majority", task.majority(), Role.CHANCE));
    return chart(title, accuracyAxis(", 95% interval"), lines);
  }

  private static Figure chart(String title, Axis accuracy, List<Line> lines) {
    return new LineChart(title, Axis.layers(), accuracy, lines);
  }

  private Axis accuracyAxis(String band) {
    return new Axis(
        "held-out accuracy (%s%s)".formatted(task.division(config.evaluation().folds()), band),
        Axis.Scale.UNIT_INTERVAL);
  }

  private static Line line(
      String name, List<ProbeResult> of, ToDoubleFunction<ProbeResult> value, Optional<Band> band) {
    return new Line(name, layers(of), values(of, value), band, Role.DATA);
  }

  /** What has no layers, over all that are drawn. */
  private Line level(String name, double value, Role role) {
    return Levels.line(name, value, layers(results), role);
  }

  private Figure bars(String title, String axis, List<String> categories, List<ProbeResult> of) {
    List<BarChart.Series> series = new ArrayList<>();
    double[] accuracy = values(of, result -> result.accuracy().mean());
    Band band = new Band(values(of, r -> r.accuracy().low()), values(of, r -> r.accuracy().high()));
    series.add(new BarChart.Series("accuracy", accuracy, Optional.of(band)));
    if (config.evaluation().control()) {
      double[] control = values(of, result -> result.control().orElseThrow().mean());
      series.add(new BarChart.Series("shuffled labels", control, Optional.empty()));
    }
    words().ifPresent(words -> series.add(Levels.bars("bag of tokens", words.mean(), of.size())));
    series.add(Levels.bars("majority", task.majority(), of.size()));
    return new BarChart(title, Axis.of(axis), accuracyAxis(", 95% interval"), categories, series);
  }

  /** What the words tell, if it is something: below the majority it would only stretch the axis. */
  private Optional<Interval> words() {
    return bagOfTokens.filter(words -> words.mean() >= task.majority());
  }

  private static double[] layers(List<ProbeResult> of) {
    return of.stream().mapToDouble(ProbeResult::layer).toArray();
  }

  private static double[] values(List<ProbeResult> of, ToDoubleFunction<ProbeResult> value) {
    return of.stream().mapToDouble(value).toArray();
  }
}
