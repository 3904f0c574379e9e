package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.comparison.ComparedRun;
import dev.lamina.api.comparison.Comparison;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table with a row a run: what the sweep varies, then the runs' numbers without layer. */
@Doc(
    """
    A table with a row for each run of the sweep. Its columns are what the sweep varies, how many prompts a run has, then the numbers that are about no \
    single layer, those of the most important results first, or the numbers that are named, with their intervals where they have some.""")
@Example("- {type: metric-table, metrics: [linear-probe/resid_post/accuracy.best]}")
public final class MetricTable implements Comparison {

  private final Config config;

  /** Which numbers. */
  public record Config(
      @Doc("The columns, as ANALYSIS/COMPONENT/METRIC; by default all numbers without layer.")
          @Default("[]")
          List<String> metrics) {}

  @Inject
  MetricTable(Config config) {
    this.config = config;
  }

  @Override
  public void compare(List<ComparedRun> runs, Findings findings) {
    Set<String> choices = new LinkedHashSet<>();
    Set<String> metrics = new LinkedHashSet<>(config.metrics());
    List<Map<String, Double>> numbers = new ArrayList<>();
    for (ComparedRun run : runs) {
      choices.addAll(run.choices().keySet());
      Map<String, Double> own = new LinkedHashMap<>();
      run.numbers().stream()
          .filter(found -> found.layer().isEmpty())
          .forEach(found -> own.putIfAbsent(found.key(), found.value()));
      numbers.add(own);
      if (config.metrics().isEmpty()) {
        metrics.addAll(own.keySet());
      }
    }
    for (String metric : config.metrics()) {
      if (numbers.stream().noneMatch(own -> own.containsKey(metric))) {
        throw new IllegalArgumentException(
            "no run has the number '%s'; there are: %s"
                .formatted(
                    metric,
                    numbers.stream()
                        .flatMap(own -> own.keySet().stream())
                        .distinct()
                        .limit(12)
                        .collect(Collectors.joining(", "))));
      }
    }
    addIntervals(metrics, numbers);
    List<String> columns = new ArrayList<>(List.of("run"));
    columns.addAll(choices);
    columns.add("prompts");
    columns.addAll(metrics);
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      List<Object> row = new ArrayList<>(List.of(runs.get(i).name()));
      for (String choice : choices) {
        row.add(runs.get(i).choices().getOrDefault(choice, ""));
      }
      OptionalInt prompts = runs.get(i).prompts();
      row.add(prompts.isPresent() ? (Object) prompts.getAsInt() : "");
      for (String metric : metrics) {
        Double value = numbers.get(i).get(metric);
        row.add(value == null ? "" : value);
      }
      rows.add(row);
    }
    findings.table("", new Table(columns, rows));
  }

  /** Behind each metric its interval's ends, where a run has them. */
  private static void addIntervals(Set<String> metrics, List<Map<String, Double>> numbers) {
    List<String> wanted = new ArrayList<>();
    for (String metric : metrics) {
      wanted.add(metric);
      Stream.of(".low", ".high")
          .map(metric::concat)
          .filter(end -> numbers.stream().anyMatch(own -> own.containsKey(end)))
          .forEach(wanted::add);
    }
    metrics.clear();
    metrics.addAll(wanted);
  }
}
