package dev.lamina.plugins.probes;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.score.Bootstrap;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.score.Words;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An MLP's accuracies beside those of a linear probe on the same folds and shuffled labels: what
 * the MLP gains, and which of the two is the more selective.
 *
 * @param mlp all layers of all components
 * @param linear the same places
 * @param bootstrap of the tested rows
 */
record ProbeComparison(
    ProbeSettings settings,
    ProbingTask task,
    List<ProbeResult> mlp,
    List<ProbeResult> linear,
    Bootstrap bootstrap) {

  /** Below the probe's own sentence. */
  private static final int IMPORTANCE = 85;

  void write(Findings findings) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < mlp.size(); i++) {
      Interval gain = gain(i);
      metric(i, "gain", gain.mean(), findings);
      metric(i, "gain.low", gain.low(), findings);
      metric(i, "gain.high", gain.high(), findings);
      metric(i, "linear.accuracy", linear.get(i).accuracy().mean(), findings);
      if (settings.evaluation().control()) {
        metric(i, "linear.control", control(linear.get(i)), findings);
        metric(i, "linear.selectivity", selectivity(linear.get(i)), findings);
      }
      rows.add(row("linear", linear.get(i)));
      rows.add(row("mlp", mlp.get(i)));
    }
    findings.table("comparison", new Table(columns(), rows));
    for (Component component : mlp.stream().map(ProbeResult::component).distinct().toList()) {
      findings.figure(component + ".comparison", figure(component));
    }
    int best = mlp.indexOf(best());
    findings.headline(IMPORTANCE, sentence(best), figure(mlp.get(best).component()));
  }

  private void metric(int place, String name, double value, Findings findings) {
    ProbeResult of = mlp.get(place);
    findings.metric(Metric.ofLayer(of.component(), of.layer(), name, value));
  }

  private ProbeResult best() {
    Comparator<ProbeResult> byAccuracy = Comparator.comparingDouble(of -> of.accuracy().mean());
    return mlp.stream().reduce((a, b) -> byAccuracy.compare(b, a) > 0 ? b : a).orElseThrow();
  }

  /** How much more often the MLP is right. */
  private Interval gain(int place) {
    double[] more = mlp.get(place).right().clone();
    double[] other = linear.get(place).right();
    for (int i = 0; i < more.length; i++) {
      more[i] -= other[i];
    }
    double gain = mlp.get(place).accuracy().mean() - linear.get(place).accuracy().mean();
    return bootstrap.change(gain, more);
  }

  static double control(ProbeResult of) {
    return of.control().orElseThrow().mean();
  }

  private static double selectivity(ProbeResult of) {
    return of.accuracy().mean() - control(of);
  }

  private List<String> columns() {
    List<String> columns =
        new ArrayList<>(
            List.of("component", "layer", "probe", "accuracy", "accuracy.low", "accuracy.high"));
    if (settings.evaluation().control()) {
      columns.addAll(List.of("control", "selectivity"));
    }
    return columns;
  }

  private List<Object> row(String probe, ProbeResult of) {
    Interval accuracy = of.accuracy();
    List<Object> row =
        new ArrayList<>(
            List.of(
                of.component().id(),
                of.layer(),
                probe,
                accuracy.mean(),
                accuracy.low(),
                accuracy.high()));
    if (settings.evaluation().control()) {
      row.addAll(List.of(control(of), selectivity(of)));
    }
    return row;
  }

  private String sentence(int place) {
    ProbeResult of = mlp.get(place);
    Interval gain = gain(place);
    String reads =
        gain.low() > 0
            ? "reads more than a linear probe"
            : gain.high() < 0
                ? "reads less than a linear probe"
                : "is not shown to read more than a linear probe";
    return "Where it is best, layer %d of %s, the MLP %s: accuracy %.3f against %.3f, a difference of %.3f [%.3f, %.3f]%s."
        .formatted(
            of.layer(),
            of.component(),
            reads,
            of.accuracy().mean(),
            linear.get(place).accuracy().mean(),
            gain.mean(),
            gain.low(),
            gain.high(),
            settings.evaluation().control()
                ? "; shuffled labels %s against %s"
                    .formatted(
                        Words.interval(of.control().orElseThrow()),
                        Words.interval(linear.get(place).control().orElseThrow()))
                : "");
  }

  private Figure figure(Component component) {
    return new ComparisonFigure(settings, task, of(mlp, component), of(linear, component)).draw();
  }

  private static List<ProbeResult> of(List<ProbeResult> results, Component component) {
    return results.stream().filter(of -> of.component() == component).toList();
  }
}
