package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.comparison.ComparedRun;
import dev.lamina.api.comparison.ComparedRun.Found;
import dev.lamina.api.comparison.Comparison;
import dev.lamina.api.comparison.OverlaidCurves;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Band;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.comparison.Intervals.Interval;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A number over the layers, a line a run: for each analysis and component of which a run has it.
 * {@code METRIC.best}, {@code METRIC.best_layer} and {@code METRIC.best_depth} are the largest
 * value of a run's curve, the first layer that has it, and where that lies in the model.
 */
@Doc(
    """
    A number over the layers, a line for each run of the sweep; a figure for each analysis and component that has it. Runs \
    of models with different numbers of layers are laid over each other from the first block (0) to the last (1). METRIC.best \
    is a run's largest value, METRIC.best_layer the first layer with it and METRIC.best_depth where that lies between the first block and the last. Where \
    the runs have METRIC.low and METRIC.high, the curves have these intervals as bands.""")
@Citation(
    "Relative depth as in Raghu et al. 2017, SVCCA, and later comparisons of models of different depths")
@Example("- {type: curve-comparison, metric: accuracy}")
public final class CurveComparison implements Comparison {

  private static final int IMPORTANCE = 85;

  private final Config config;

  /** Which number. */
  public record Config(
      @Doc("The number: METRIC of any analysis, or ANALYSIS/METRIC.") @Default("accuracy")
          String metric,
      @Doc(
              "What it is drawn over. auto: layers where all runs have the same ones, else relative depth;"
                  + " layer; relative: from the model's first block (0) to its last (1)")
          @Default("auto")
          OverlaidCurves.Depth depth) {}

  @Inject
  CurveComparison(Config config) {
    this.config = config;
  }

  /** What a figure is about. */
  private record Subject(String analysis, Component component, String metric) {

    String title() {
      return "%s of %s, %s".formatted(metric, analysis, component);
    }
  }

  @Override
  public void compare(List<ComparedRun> runs, Findings findings) {
    Map<Subject, Map<String, RunCurve>> subjects = new LinkedHashMap<>();
    for (ComparedRun run : runs) {
      Intervals intervals = Intervals.of(run);
      for (Found found : run.numbers()) {
        if (isWanted(found)) {
          Subject subject =
              new Subject(found.analysis(), found.component().orElseThrow(), found.metric());
          RunCurve curve =
              subjects
                  .computeIfAbsent(subject, first -> new LinkedHashMap<>())
                  .computeIfAbsent(run.name(), first -> new RunCurve());
          int layer = found.layer().orElseThrow();
          curve.values().put(layer, found.value());
          intervals.of(found).ifPresent(interval -> curve.intervals().put(layer, interval));
        }
      }
    }
    if (subjects.isEmpty()) {
      throw new IllegalArgumentException(
          "no run has the number '%s' over layers; there are: %s"
              .formatted(config.metric(), available(runs)));
    }
    List<List<Object>> rows = new ArrayList<>();
    ModelDepths depths = ModelDepths.of(runs);
    String count = Intervals.count(runs);
    subjects.forEach((subject, curves) -> report(subject, curves, depths, count, rows, findings));
    findings.table(
        "",
        new Table(
            List.of("analysis", "component", "run", "layer", "depth", column(), "low", "high"),
            rows));
  }

  /** The number's name without its analysis, which has a column. */
  private String column() {
    return config.metric().substring(config.metric().indexOf('/') + 1);
  }

  private boolean isWanted(Found found) {
    return found.layer().isPresent()
        && found.component().isPresent()
        && found.group().isEmpty()
        && (found.metric().equals(config.metric())
            || config.metric().equals(found.analysis() + "/" + found.metric()));
  }

  private static String available(List<ComparedRun> runs) {
    return runs.stream()
        .flatMap(run -> run.numbers().stream())
        .filter(found -> found.layer().isPresent() && found.group().isEmpty())
        .map(found -> found.analysis() + "/" + found.metric())
        .distinct()
        .limit(12)
        .collect(Collectors.joining(", "));
  }

  private void report(
      Subject subject,
      Map<String, RunCurve> curves,
      ModelDepths depths,
      String count,
      List<List<Object>> rows,
      Findings findings) {
    LineChart chart = chart(subject, curves, depths);
    findings.figure(name(subject), chart);
    String best = "";
    double most = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, RunCurve> curve : curves.entrySet()) {
      String run = curve.getKey();
      Map.Entry<Integer, Double> top = curve.getValue().best();
      int layer = top.getKey();
      double value = top.getValue();
      record(subject, run, top, depths, findings);
      for (int at : curve.getValue().values().keySet()) {
        List<Object> row = new ArrayList<>(List.of(subject.analysis(), subject.component().id()));
        row.addAll(List.of(run, at, depths.cell(run, at)));
        row.addAll(curve.getValue().cells(at));
        rows.add(row);
      }
      if (value > most) {
        most = value;
        Optional<Interval> interval = Optional.ofNullable(curve.getValue().intervals().get(layer));
        best =
            String.format(
                Locale.ROOT,
                "%s: %.3g%s at layer %d",
                run,
                value,
                interval.map(of -> " " + of).orElse(""),
                layer);
      }
    }
    if (best.isEmpty()) {
      return; // nothing but NaN
    }
    findings.headline(
        IMPORTANCE,
        "Over the layers of %s, the %s of %s is largest in %s (%d runs%s)."
            .formatted(
                subject.component(),
                subject.metric(),
                subject.analysis(),
                best,
                curves.size(),
                count),
        chart);
  }

  private LineChart chart(Subject subject, Map<String, RunCurve> curves, ModelDepths depths) {
    Map<String, SortedMap<Integer, Double>> values = new LinkedHashMap<>();
    curves.forEach((run, curve) -> values.put(run, curve.values()));
    LineChart bare =
        OverlaidCurves.chart(
            subject.title(), Axis.of(subject.metric()), values, config.depth(), depths.layers());
    List<Line> lines = new ArrayList<>();
    for (Line line : bare.lines()) {
      Optional<Band> band = Optional.ofNullable(curves.get(line.name())).flatMap(RunCurve::band);
      lines.add(new Line(line.name(), line.x(), line.y(), band, line.role()));
    }
    boolean banded = lines.stream().anyMatch(line -> line.band().isPresent());
    Axis y = banded ? Axis.of(subject.metric() + ", 95% interval") : bare.y();
    return new LineChart(bare.title(), bare.x(), y, lines);
  }

  private static void record(
      Subject subject,
      String run,
      Map.Entry<Integer, Double> top,
      ModelDepths depths,
      Findings findings) {
    int layer = top.getKey();
    findings.metric(
        Metric.ofComponent(subject.component(), prefix(subject) + ".best", top.getValue()).in(run));
    findings.metric(
        Metric.ofComponent(subject.component(), prefix(subject) + ".best_layer", layer).in(run));
    depths
        .depth(run, layer)
        .ifPresent(
            depth ->
                findings.metric(
                    Metric.ofComponent(subject.component(), prefix(subject) + ".best_depth", depth)
                        .in(run)));
  }

  /** Two analyses that have the same metric are told apart. */
  private static String prefix(Subject subject) {
    return subject.analysis() + "." + subject.metric();
  }

  private static String name(Subject subject) {
    return "%s.%s.%s"
        .formatted(
            subject.analysis().toLowerCase(Locale.ROOT), subject.component(), subject.metric());
  }
}
