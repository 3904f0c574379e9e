package dev.lamina.plugins.probes;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.model.Component;
import dev.lamina.api.statistic.BenjaminiHochberg;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.score.TestScores;
import dev.lamina.plugins.probes.split.Folds;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a probe hands over.
 *
 * @param folds those of the first repeat
 * @param results all layers of all components
 * @param bagOfTokens accuracy of the prompts' words alone
 */
record ProbeReport(
    ProbingTask task,
    Folds folds,
    List<ProbeResult> results,
    Optional<Interval> bagOfTokens,
    ProbeSettings config) {

  /** Held-out evidence. */
  private static final int IMPORTANCE = 90;

  void write(Findings findings) {
    results.forEach(result -> metrics(result, findings));
    List<ProbeResult> bests = components().stream().map(component -> best(of(component))).toList();
    for (ProbeResult best : bests) {
      Component component = best.component();
      findings.metric(Metric.ofComponent(component, "accuracy.best", best.accuracy().mean()));
      findings.metric(Metric.ofComponent(component, "best_layer", best.layer()));
    }
    bagOfTokens.ifPresent(of -> findings.metric(Metric.of("bag_of_tokens", of.mean())));
    findings.table("", table());
    findings.table("folds", foldTable());
    findings.table("prompts", new PromptTable(task, folds, bests).table());
    new ClassReport(task, results).write(findings);
    ProbeFigures figures = new ProbeFigures(task, results, bagOfTokens, config);
    if (components().size() > 1) {
      findings.figure("", figures.comparison());
    }
    for (Component component : components()) {
      findings.figure(component.id(), figures.component(of(component)));
    }
    ProbeResult best = best(results);
    findings.headline(
        IMPORTANCE,
        new ProbeSentence(task, bagOfTokens, config).of(best, adjusted(best), results),
        figures.component(of(best.component())));
  }

  /** The p value after Benjamini and Hochberg over all places. */
  private double adjusted(ProbeResult of) {
    return adjusted()[results.indexOf(of)];
  }

  private double[] adjusted() {
    return BenjaminiHochberg.adjust(results.stream().mapToDouble(ProbeResult::pValue).toArray());
  }

  private List<Component> components() {
    return results.stream().map(ProbeResult::component).distinct().toList();
  }

  private List<ProbeResult> of(Component component) {
    return results.stream().filter(result -> result.component() == component).toList();
  }

  /** The highest accuracy; of equal ones the first. */
  private static ProbeResult best(List<ProbeResult> among) {
    Comparator<ProbeResult> byAccuracy =
        Comparator.comparingDouble(result -> result.accuracy().mean());
    return among.stream().reduce((a, b) -> byAccuracy.compare(b, a) > 0 ? b : a).orElseThrow();
  }

  private void metrics(ProbeResult of, Findings findings) {
    Component component = of.component();
    Interval accuracy = of.accuracy();
    findings.metric(Metric.ofLayer(component, of.layer(), "accuracy", accuracy.mean()));
    findings.metric(Metric.ofLayer(component, of.layer(), "accuracy.low", accuracy.low()));
    findings.metric(Metric.ofLayer(component, of.layer(), "accuracy.high", accuracy.high()));
    findings.metric(Metric.ofLayer(component, of.layer(), "auc", of.auc().mean()));
    findings.metric(Metric.ofLayer(component, of.layer(), "auc.low", of.auc().low()));
    findings.metric(Metric.ofLayer(component, of.layer(), "auc.high", of.auc().high()));
    findings.metric(Metric.ofLayer(component, of.layer(), "f1", of.f1()));
    findings.metric(Metric.ofLayer(component, of.layer(), "baseline", task.majority()));
    of.deviation()
        .ifPresent(sd -> findings.metric(Metric.ofLayer(component, of.layer(), "accuracy.sd", sd)));
    of.control()
        .ifPresent(
            control -> {
              findings.metric(Metric.ofLayer(component, of.layer(), "control", control.mean()));
              findings.metric(
                  Metric.ofLayer(
                      component, of.layer(), "selectivity", accuracy.mean() - control.mean()));
            });
    findings.metric(Metric.ofLayer(component, of.layer(), "p_value", of.pValue()));
    of.calibration()
        .ifPresent(
            calibration -> {
              findings.metric(Metric.ofLayer(component, of.layer(), "brier", calibration.brier()));
              findings.metric(Metric.ofLayer(component, of.layer(), "ece", calibration.ece()));
            });
  }

  private Table table() {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "component",
                "layer",
                "accuracy",
                "accuracy.low",
                "accuracy.high",
                "auc",
                "auc.low",
                "auc.high",
                "f1",
                "baseline",
                "p_value",
                "p_adjusted"));
    if (results.get(0).deviation().isPresent()) {
      columns.add("accuracy.sd");
    }
    if (config.evaluation().control()) {
      columns.addAll(List.of("control", "control.low", "control.high"));
    }
    boolean calibrated = results.stream().anyMatch(of -> of.calibration().isPresent());
    if (calibrated) {
      columns.addAll(List.of("brier", "ece"));
    }
    double[] adjusted = adjusted();
    List<List<Object>> rows = new ArrayList<>();
    for (ProbeResult of : results) {
      rows.add(row(of, adjusted[rows.size()]));
    }
    return new Table(columns, rows);
  }

  private List<Object> row(ProbeResult of, double adjusted) {
    Interval accuracy = of.accuracy();
    List<Object> row =
        new ArrayList<>(
            List.of(
                of.component().id(),
                of.layer(),
                accuracy.mean(),
                accuracy.low(),
                accuracy.high(),
                of.auc().mean(),
                of.auc().low(),
                of.auc().high(),
                of.f1(),
                task.majority(),
                of.pValue(),
                adjusted));
    of.deviation().ifPresent(row::add);
    of.control().ifPresent(c -> row.addAll(List.of(c.mean(), c.low(), c.high())));
    of.calibration().ifPresent(c -> row.addAll(List.of(c.brier(), c.ece())));
    return row;
  }

  private Table foldTable() {
    List<String> columns =
        new ArrayList<>(List.of("component", "layer", "fold", "accuracy", "auc", "f1"));
    if (config.evaluation().repeats() > 1) {
      columns.add(2, "repeat");
    }
    if (config.evaluation().control()) {
      columns.add("control");
    }
    List<List<Object>> rows = new ArrayList<>();
    for (ProbeResult of : results) {
      for (int i = 0; i < of.folds().size(); i++) {
        TestScores scores = of.folds().get(i);
        List<Object> row =
            new ArrayList<>(
                List.of(
                    of.component().id(),
                    of.layer(),
                    task.fold(i % folds.count()),
                    scores.accuracy(),
                    scores.auc(),
                    scores.f1()));
        if (config.evaluation().repeats() > 1) {
          row.add(2, i / folds.count());
        }
        if (config.evaluation().control()) {
          row.add(of.controls().get(i).accuracy());
        }
        rows.add(row);
      }
    }
    return new Table(columns, rows);
  }
}
