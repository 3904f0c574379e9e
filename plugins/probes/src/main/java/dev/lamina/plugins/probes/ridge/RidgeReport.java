package dev.lamina.plugins.probes.ridge;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.model.Component;
import dev.lamina.api.statistic.BenjaminiHochberg;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.split.Folds;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a regression hands over.
 *
 * @param results all layers of all components
 * @param bagOfTokens r2 of the prompts' words alone
 */
record RidgeReport(
    RidgeProbe.Config config,
    Quantity quantity,
    ProbingTask task,
    Folds folds,
    List<RidgeResult> results,
    Optional<Interval> bagOfTokens) {

  /** Held-out evidence. */
  private static final int IMPORTANCE = 90;

  void write(Findings findings) {
    results.forEach(of -> metrics(of, findings));
    List<Component> components = results.stream().map(RidgeResult::component).distinct().toList();
    List<RidgeResult> bests = components.stream().map(component -> best(of(component))).toList();
    for (RidgeResult best : bests) {
      findings.metric(Metric.ofComponent(best.component(), "r2.best", best.r2().mean()));
      findings.metric(Metric.ofComponent(best.component(), "best_layer", best.layer()));
    }
    bagOfTokens.ifPresent(of -> findings.metric(Metric.of("bag_of_tokens", of.mean())));
    double[] adjusted =
        BenjaminiHochberg.adjust(results.stream().mapToDouble(RidgeResult::pValue).toArray());
    findings.table("", table(adjusted));
    findings.table("prompts", prompts(bests));
    RidgeFigures figures = new RidgeFigures(config, quantity, task, results, bagOfTokens);
    if (components.size() > 1) {
      findings.figure("", figures.comparison());
    }
    for (RidgeResult best : bests) {
      String component = best.component().id();
      findings.figure(component, figures.component(of(best.component())));
      findings.figure(component + ".predicted", figures.predicted(best));
    }
    RidgeResult best = best(results);
    findings.headline(
        IMPORTANCE,
        new RidgeSentence(config, task, bagOfTokens)
            .of(best, adjusted[results.indexOf(best)], results.size()),
        figures.component(of(best.component())));
  }

  private List<RidgeResult> of(Component component) {
    return results.stream().filter(of -> of.component() == component).toList();
  }

  /** The highest r2; of equal ones the first. */
  private static RidgeResult best(List<RidgeResult> among) {
    return among.stream().reduce((a, b) -> b.r2().mean() > a.r2().mean() ? b : a).orElseThrow();
  }

  private static void metrics(RidgeResult of, Findings findings) {
    Component component = of.component();
    int layer = of.layer();
    findings.metric(Metric.ofLayer(component, layer, "r2", of.r2().mean()));
    findings.metric(Metric.ofLayer(component, layer, "r2.low", of.r2().low()));
    findings.metric(Metric.ofLayer(component, layer, "r2.high", of.r2().high()));
    findings.metric(Metric.ofLayer(component, layer, "pearson", of.scores().pearson()));
    findings.metric(Metric.ofLayer(component, layer, "spearman", of.scores().spearman()));
    findings.metric(Metric.ofLayer(component, layer, "mae", of.scores().mae()));
    findings.metric(Metric.ofLayer(component, layer, "mae.baseline", of.scores().baseline()));
    of.control()
        .ifPresent(
            control ->
                findings.metric(Metric.ofLayer(component, layer, "control", control.mean())));
    findings.metric(Metric.ofLayer(component, layer, "p_value", of.pValue()));
  }

  private Table table(double[] adjusted) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "component",
                "layer",
                "r2",
                "r2.low",
                "r2.high",
                "pearson",
                "spearman",
                "mae",
                "mae.baseline",
                "p_value",
                "p_adjusted",
                "alpha"));
    if (config.control()) {
      columns.addAll(List.of("control", "control.low", "control.high"));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (RidgeResult of : results) {
      RegressionScores scores = of.scores();
      List<Object> row =
          new ArrayList<>(
              List.of(
                  of.component().id(),
                  of.layer(),
                  of.r2().mean(),
                  of.r2().low(),
                  of.r2().high(),
                  scores.pearson(),
                  scores.spearman(),
                  scores.mae(),
                  scores.baseline(),
                  of.pValue(),
                  adjusted[rows.size()],
                  of.alpha()));
      of.control().ifPresent(c -> row.addAll(List.of(c.mean(), c.low(), c.high())));
      rows.add(row);
    }
    return new Table(columns, rows);
  }

  /** Of the prompts that are held out. */
  private Table prompts(List<RidgeResult> bests) {
    List<String> columns = new ArrayList<>(List.of("row", "fold", "value"));
    for (RidgeResult of : bests) {
      columns.add(of.component().id() + ".predicted");
      columns.add(of.component().id() + ".residual");
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int row : task.tested()) {
      double value = quantity.values()[row];
      List<Object> cells = new ArrayList<>(List.of(row, folds.of()[row], value));
      for (RidgeResult of : bests) {
        cells.add(of.predicted()[row]);
        cells.add(value - of.predicted()[row]);
      }
      rows.add(cells);
    }
    return new Table(columns, rows);
  }
}
