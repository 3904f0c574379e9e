package dev.lamina.plugins.probes;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.probes.score.ClassScores;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How well each class is told from the rest, where there are three or more: metrics {@code auc} and
 * {@code recall} with the class as group, the table {@code classes}, and two heatmaps a component.
 *
 * @param results all layers of all components
 */
record ClassReport(ProbingTask task, List<ProbeResult> results) {

  /** More classes are in the table only: their metrics are too many to look at. */
  private static final int MOST_WITH_METRICS = 50;

  void write(Findings findings) {
    List<List<Object>> rows = new ArrayList<>();
    for (ProbeResult of : results) {
      of.classes().ifPresent(scores -> record(of, scores, rows, findings));
    }
    if (rows.isEmpty()) {
      return;
    }
    findings.table(
        "classes",
        new Table(List.of("component", "layer", "class", "prompts", "auc", "recall"), rows));
    for (Component component : results.stream().map(ProbeResult::component).distinct().toList()) {
      List<ProbeResult> of =
          results.stream().filter(result -> result.component() == component).toList();
      findings.figure(
          component + ".recall",
          heatmap("Recall", "held-out recall", of, ClassScores::recalls).within(0, 1));
      findings.figure(
          component + ".auc",
          heatmap("Separation from the rest", "held-out ROC AUC", of, ClassScores::aucs));
    }
  }

  private long tested(int code) {
    return IntStream.of(task.testedLabels()).filter(label -> label == code).count();
  }

  private void record(
      ProbeResult of, ClassScores scores, List<List<Object>> rows, Findings findings) {
    for (int k = 0; k < task.classes(); k++) {
      double auc = scores.aucs()[k];
      double recall = scores.recalls()[k];
      rows.add(
          List.of(
              of.component().id(),
              of.layer(),
              task.target().classes().get(k),
              tested(k),
              auc,
              recall));
      if (task.classes() <= MOST_WITH_METRICS) {
        String group = task.target().group(k);
        findings.metric(Metric.ofLayer(of.component(), of.layer(), "auc", auc).in(group));
        findings.metric(Metric.ofLayer(of.component(), of.layer(), "recall", recall).in(group));
      }
    }
  }

  /** Classes from the best told apart, over all layers, to the worst. */
  private Heatmap heatmap(
      String title, String axis, List<ProbeResult> of, Function<ClassScores, double[]> score) {
    double[][] byLayer =
        of.stream()
            .map(result -> score.apply(result.classes().orElseThrow()))
            .toArray(double[][]::new);
    double[][] byClass = new double[task.classes()][of.size()];
    for (int k = 0; k < byClass.length; k++) {
      for (int layer = 0; layer < byLayer.length; layer++) {
        byClass[k][layer] = byLayer[layer][k];
      }
    }
    List<Integer> order =
        IntStream.range(0, byClass.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -mean(byClass[k])))
            .toList();
    return new Heatmap(
            "%s of each %s, %s"
                .formatted(title, Quoted.bare(task.target().name()), of.get(0).component()),
            Axis.layers(),
            Axis.of(Quoted.bare(task.target().name())),
            of.stream().map(result -> String.valueOf(result.layer())).toList(),
            order.stream().map(k -> Quoted.bare(task.target().classes().get(k))).toList(),
            List.of(),
            order.stream().map(k -> byClass[k]).toArray(double[][]::new),
            Axis.of(axis),
            Heatmap.Palette.SEQUENTIAL)
        .numbered(2);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += Double.isNaN(value) ? 0 : value;
    }
    return sum / values.length;
  }
}
