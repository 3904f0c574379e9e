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
import dev.lamina.api.model.Component;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How well each run tells the classes apart: the {@code silhouette} and {@code centroid_distance}
 * of its projections and the best {@code accuracy} of its probes, by component. Of a measure that
 * has several layers or analyses the largest value counts.
 */
@Doc(
    """
    How well each run of the sweep tells the classes apart: silhouette and centroid_distance of its projections (pca) and the \
    best accuracy of its probes (linear-probe), bars by run and component. Where a run has a measure at several layers or in \
    several analyses, the largest value counts.""")
@Example("- separation-by-run")
public final class SeparationByRun implements Comparison {

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("accuracy", Axis.Scale.UNIT_INTERVAL, 80),
          new Measure("silhouette", Axis.Scale.LINEAR, 60),
          new Measure("centroid_distance", Axis.Scale.LINEAR, 50));

  /** A number that says how well classes are told apart; more is better. */
  private record Measure(String metric, Axis.Scale scale, int importance) {}

  @Inject
  SeparationByRun() {}

  @Override
  public void compare(List<ComparedRun> runs, Findings findings) {
    List<List<Object>> rows = new ArrayList<>();
    for (Measure measure : MEASURES) {
      Set<Component> components = new LinkedHashSet<>();
      for (ComparedRun run : runs) {
        run.numbers().stream()
            .filter(found -> is(found, measure))
            .forEach(found -> found.component().ifPresent(components::add));
      }
      if (!components.isEmpty()) {
        report(measure, List.copyOf(components), runs, rows, findings);
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "no run has a silhouette, centroid_distance or accuracy; add the analyses pca or linear-probe");
    }
    findings.table("", new Table(List.of("measure", "run", "component", "value"), rows));
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
    for (Component component : components) {
      double[] values = new double[runs.size()];
      for (int run = 0; run < values.length; run++) {
        String name = runs.get(run).name();
        values[run] = largest(runs.get(run), measure, component).orElse(Double.NaN);
        if (Double.isNaN(values[run])) {
          continue;
        }
        rows.add(List.of(measure.metric(), name, component.id(), values[run]));
        findings.metric(Metric.ofComponent(component, measure.metric(), values[run]).in(name));
        if (values[run] > most) {
          most = values[run];
          best = String.format(Locale.ROOT, "%s (%.3g, %s)", name, most, component);
        }
      }
      series.add(
          new BarChart.Series(
              components.size() == 1 ? "" : component.id(), values, Optional.empty()));
    }
    BarChart chart =
        new BarChart(
            "Largest %s by run".formatted(measure.metric()),
            Axis.of("run"),
            new Axis(measure.metric(), measure.scale()),
            runs.stream().map(ComparedRun::name).toList(),
            series);
    findings.figure(measure.metric(), chart);
    if (best.isEmpty()) {
      return; // nothing but NaN
    }
    findings.headline(
        measure.importance(),
        "Of %d runs, %s has the largest %s.".formatted(runs.size(), best, measure.metric()),
        chart);
  }

  private static OptionalDouble largest(ComparedRun run, Measure measure, Component component) {
    return run.numbers().stream()
        .filter(found -> is(found, measure) && found.component().equals(Optional.of(component)))
        .mapToDouble(Found::value)
        .filter(value -> !Double.isNaN(value))
        .max();
  }

  private static boolean is(Found found, Measure measure) {
    return found.metric().equals(measure.metric()) && found.group().isEmpty();
  }
}
