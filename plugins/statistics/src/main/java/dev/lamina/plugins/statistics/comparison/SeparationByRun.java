package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.comparison.ComparedRun;
import dev.lamina.api.comparison.ComparedRun.Found;
import dev.lamina.api.comparison.Comparison;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.LineChart.Band;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.comparison.Intervals.Interval;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How well each run tells the classes apart: the best {@code accuracy} of its probes, the {@code
 * fisher_ratio} and {@code silhouette} of its classes, by component. Of a measure that has several
 * layers or analyses the largest value counts. Of a map, such as that of t-SNE, the silhouette of
 * the layer it shows counts, not that in the map. Distances of centroids are left out: they are in
 * the unit of the activations, which is another one in every model.
 */
@Doc(
    """
    How well each run of the sweep tells the classes apart: the best accuracy of its probes (linear-probe, mlp-probe, with its 95% \
    interval) and the fisher_ratio (clusters) and silhouette (clusters, pca, and of t-sne and umap that of the layer, not of the map) of \
    the classes, bars by run and component. None of them depends on the unit of a model's activations. Where a run has a measure \
    at several layers or in several analyses, the largest value counts; the table names its analysis and layer.""")
@Example("- separation-by-run")
public final class SeparationByRun implements Comparison {

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("accuracy", Axis.Scale.UNIT_INTERVAL, 80),
          new Measure("fisher_ratio", Axis.Scale.LINEAR, 60),
          new Measure("silhouette", Axis.Scale.LINEAR, 50));

  /** A number that says how well classes are told apart; more is better. */
  private record Measure(String metric, Axis.Scale scale, int importance) {

    /** What the metric is called of the layer that a map shows, where the metric is of the map. */
    String ofTheLayer() {
      return metric + ".full_space";
    }

    /** The run's numbers of the measure, one a place and analysis. */
    List<Found> of(ComparedRun run) {
      Set<String> maps =
          run.numbers().stream()
              .filter(found -> found.metric().equals(ofTheLayer()))
              .map(Found::analysis)
              .collect(Collectors.toSet());
      return run.numbers().stream()
          .filter(
              found ->
                  found.group().isEmpty()
                      && found
                          .metric()
                          .equals(maps.contains(found.analysis()) ? ofTheLayer() : metric))
          .toList();
    }
  }

  @Inject
  SeparationByRun() {}

  @Override
  public void compare(List<ComparedRun> runs, Findings findings) {
    List<List<Object>> rows = new ArrayList<>();
    for (Measure measure : MEASURES) {
      Set<Component> components = new LinkedHashSet<>();
      for (ComparedRun run : runs) {
        measure.of(run).forEach(found -> found.component().ifPresent(components::add));
      }
      if (!components.isEmpty()) {
        report(measure, List.copyOf(components), runs, rows, findings);
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "no run has an accuracy, fisher_ratio or silhouette; add the analyses linear-probe, clusters or pca");
    }
    findings.table(
        "",
        new Table(
            List.of("measure", "run", "component", "analysis", "layer", "value", "low", "high"),
            rows));
  }

  private static void report(
      Measure measure,
      List<Component> components,
      List<ComparedRun> runs,
      List<List<Object>> rows,
      Findings findings) {
    List<BarChart.Series> series = new ArrayList<>();
    String best = "";
    double most = Double.NEGATIVE_INFINITY;
    boolean intervals = false;
    for (Component component : components) {
      double[] values = new double[runs.size()];
      double[] low = new double[runs.size()];
      double[] high = new double[runs.size()];
      Arrays.fill(low, Double.NaN);
      Arrays.fill(high, Double.NaN);
      for (int run = 0; run < values.length; run++) {
        String name = runs.get(run).name();
        Optional<Found> largest = largest(runs.get(run), measure, component);
        values[run] = largest.map(Found::value).orElse(Double.NaN);
        if (largest.isEmpty()) {
          continue;
        }
        Found found = largest.get();
        Optional<Interval> interval = Intervals.of(runs.get(run)).of(found);
        low[run] = interval.map(Interval::low).orElse(Double.NaN);
        high[run] = interval.map(Interval::high).orElse(Double.NaN);
        OptionalInt layer = found.layer();
        rows.add(
            List.of(
                measure.metric(),
                name,
                component.id(),
                found.analysis(),
                layer.isPresent() ? (Object) layer.getAsInt() : "",
                values[run],
                interval.<Object>map(Interval::low).orElse(""),
                interval.<Object>map(Interval::high).orElse("")));
        findings.metric(Metric.ofComponent(component, measure.metric(), values[run]).in(name));
        if (values[run] > most) {
          most = values[run];
          String shown = interval.map(of -> " " + of).orElse("");
          best =
              String.format(
                  Locale.ROOT,
                  "%s (%.3g%s, %s of %s)",
                  name,
                  most,
                  shown,
                  found.analysis(),
                  component);
        }
      }
      boolean known = Arrays.stream(low).anyMatch(end -> !Double.isNaN(end));
      intervals |= known;
      series.add(
          new BarChart.Series(
              components.size() == 1 ? "" : component.id(),
              values,
              known ? Optional.of(new Band(low, high)) : Optional.empty()));
    }
    BarChart chart =
        new BarChart(
            "Largest %s by run".formatted(measure.metric()),
            Axis.of("run"),
            new Axis(measure.metric() + (intervals ? ", 95% interval" : ""), measure.scale()),
            runs.stream().map(ComparedRun::name).toList(),
            series);
    findings.figure(measure.metric(), chart);
    if (best.isEmpty()) {
      return; // nothing but NaN
    }
    findings.headline(
        measure.importance(),
        "Of %d runs%s, %s has the largest %s."
            .formatted(runs.size(), Intervals.count(runs), best, measure.metric()),
        chart);
  }

  private static Optional<Found> largest(ComparedRun run, Measure measure, Component component) {
    return measure.of(run).stream()
        .filter(found -> found.component().equals(Optional.of(component)))
        .filter(found -> !Double.isNaN(found.value()))
        .max(Comparator.comparingDouble(Found::value));
  }
}
