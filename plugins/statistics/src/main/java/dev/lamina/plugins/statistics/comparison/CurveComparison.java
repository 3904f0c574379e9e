package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.comparison.ComparedRun;
import dev.lamina.api.comparison.ComparedRun.Found;
import dev.lamina.api.comparison.Comparison;
import dev.lamina.api.comparison.OverlaidCurves;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  @Override
  public void compare(List<ComparedRun> runs, Findings findings) {
    Map<CurveSubject, Map<String, RunCurve>> subjects = new LinkedHashMap<>();
    for (ComparedRun run : runs) {
      Intervals intervals = Intervals.of(run);
      for (Found found : run.numbers()) {
        if (isWanted(found)) {
          CurveSubject subject =
              new CurveSubject(found.analysis(), found.component().orElseThrow(), found.metric());
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
    subjects.forEach(
        (subject, curves) -> {
          CurvesOfRuns of = new CurvesOfRuns(subject, curves, depths, config.depth());
          of.write(Intervals.count(runs), findings);
          rows.addAll(of.rows());
        });
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
}
