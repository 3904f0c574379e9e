package dev.lamina.plugins.probes.attribution;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Band;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.api.figure.LineChart.Role;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.score.Words;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What a decomposition hands over.
 *
 * @param layer the probed one
 */
record AttributionReport(ProbingTask task, int layer, Decomposition found) {

  private static final int IMPORTANCE = 60;
  private static final List<Component> BLOCKS = List.of(Component.ATTN_OUT, Component.MLP_OUT);

  void write(Findings findings) {
    for (Contribution of : found.contributions()) {
      metric(of, "difference", of.difference().mean(), findings);
      metric(of, "difference.low", of.difference().low(), findings);
      metric(of, "difference.high", of.difference().high(), findings);
      metric(of, "share", of.share().mean(), findings);
      metric(of, "share.low", of.share().low(), findings);
      metric(of, "share.high", of.share().high(), findings);
    }
    for (Component component : BLOCKS) {
      findings.metric(Metric.ofComponent(component, "share.sum", found.share(component)));
    }
    findings.metric(Metric.of("accuracy", found.accuracy()));
    findings.metric(Metric.of("difference", found.difference().mean()));
    findings.table("", table());
    findings.figure("", figure());
    findings.headline(IMPORTANCE, sentence(), figure());
  }

  private static void metric(Contribution of, String name, double value, Findings findings) {
    findings.metric(
        BLOCKS.contains(of.component())
            ? Metric.ofLayer(of.component(), of.layer(), name, value)
            : Metric.of(of.component().id() + "." + name, value)); // which need not be captured
  }

  private Table table() {
    List<List<Object>> rows = new ArrayList<>();
    for (Contribution of : found.contributions()) {
      rows.add(
          List.of(
              of.component().id(),
              of.layer(),
              of.difference().mean(),
              of.difference().low(),
              of.difference().high(),
              of.share().mean(),
              of.share().low(),
              of.share().high()));
    }
    return new Table(
        List.of(
            "component",
            "layer",
            "difference",
            "difference.low",
            "difference.high",
            "share",
            "share.low",
            "share.high"),
        rows);
  }

  private Figure figure() {
    List<Line> lines = new ArrayList<>();
    for (Component component : BLOCKS) {
      List<Contribution> of = found.of(component);
      Band band =
          new Band(values(of, one -> shown(one).low()), values(of, one -> shown(one).high()));
      lines.add(
          new Line(
              component.id(),
              values(of, Contribution::layer),
              values(of, one -> shown(one).mean()),
              Optional.of(band),
              Role.DATA));
    }
    double[] ends = {0, Math.max(1, layer)};
    lines.add(new Line("no difference", ends, new double[2], Optional.empty(), Role.CHANCE));
    return new LineChart(
        "What each block adds to the probe of %s at layer %d"
            .formatted(Quoted.bare(task.target().name()), layer),
        Axis.layers(),
        Axis.of(
            found.hasShares()
                ? "share of the decision, 95% interval"
                : "difference between the classes, 95% interval"),
        lines);
  }

  /** The share, where there is something to have shares of. */
  private Interval shown(Contribution of) {
    return found.hasShares() ? of.share() : of.difference();
  }

  private static double[] values(List<Contribution> of, ToDoubleFunction<Contribution> value) {
    return of.stream().mapToDouble(value).toArray();
  }

  private String sentence() {
    if (!found.hasShares()) {
      return "A probe of resid_post at layer %d does not tell %s apart (accuracy %s held out), so that there is nothing that blocks could have a share in (n = %d)."
          .formatted(layer, task.classNames(), Words.share(found.accuracy()), task.rows());
    }
    Contribution most =
        found.contributions().stream()
            .max(Comparator.comparingDouble(of -> of.share().mean()))
            .orElseThrow();
    return "Of what a probe of resid_post at layer %d tells of %s (accuracy %s held out), mlp_out adds %s, attn_out %s, and what enters the first block %s; the single largest is %s of layer %d, %s [%s, %s] (n = %d)."
        .formatted(
            layer,
            task.classNames(),
            Words.share(found.accuracy()),
            Words.percent(found.share(Component.MLP_OUT)),
            Words.percent(found.share(Component.ATTN_OUT)),
            Words.percent(found.share(Component.RESID_PRE)),
            most.component(),
            most.layer(),
            Words.percent(most.share().mean()),
            Words.percent(most.share().low()),
            Words.percent(most.share().high()),
            task.rows());
  }
}
