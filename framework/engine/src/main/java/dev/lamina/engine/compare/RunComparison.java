package dev.lamina.engine.compare;

import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.MetricKey;
import dev.lamina.engine.journal.PastRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Some runs side by side. */
public final class RunComparison {

  private static final SortedMap<Integer, Double> NONE = Collections.emptySortedMap();

  private final List<PastRun> runs;

  /**
   * @param runs in the order of the columns
   */
  public RunComparison(List<PastRun> runs) {
    this.runs = List.copyOf(runs);
  }

  /**
   * A choice that is not the same in all runs.
   *
   * @param values one a run; empty where the run's spec does not make it
   */
  public record Choice(String key, List<Optional<String>> values) {}

  /**
   * A number about no layer.
   *
   * @param values one a run; empty where the run does not have it
   */
  public record Summary(MetricKey key, List<OptionalDouble> values) {}

  /**
   * A number over the layers.
   *
   * @param byRun for each run its values by layer, ascending; none where the run does not have it
   */
  public record Curve(MetricKey key, List<SortedMap<Integer, Double>> byRun) {}

  public List<PastRun> runs() {
    return runs;
  }

  /**
   * A short name a run: what tells the runs apart, that is a sweep's case, or the model, or the
   * experiment.
   */
  public List<String> labels() {
    return distinct(run -> run.tags().getOrDefault(PastRun.CASE_TAG, run.name()))
        .filter(labels -> runs.stream().anyMatch(run -> run.tags().containsKey(PastRun.CASE_TAG)))
        .or(() -> distinct(RunComparison::model))
        .or(() -> distinct(PastRun::name))
        .or(() -> distinct(run -> model(run) + " " + suffix(run)))
        .orElseGet(() -> runs.stream().map(PastRun::id).toList());
  }

  private Optional<List<String>> distinct(Function<PastRun, String> label) {
    List<String> labels = runs.stream().map(label).toList();
    return new HashSet<>(labels).size() == labels.size() ? Optional.of(labels) : Optional.empty();
  }

  private static String model(PastRun run) {
    return run.tags().getOrDefault("lamina.model", run.name());
  }

  private static String suffix(PastRun run) {
    return run.id().substring(run.id().lastIndexOf('-') + 1);
  }

  /** The choices of the specs that are not the same in all runs. */
  public List<Choice> choices() {
    List<Choice> differing = new ArrayList<>();
    for (String key : keys(run -> run.params().keySet())) {
      List<Optional<String>> values =
          runs.stream().map(run -> Optional.ofNullable(run.params().get(key))).toList();
      if (new HashSet<>(values).size() > 1) {
        differing.add(new Choice(key, values));
      }
    }
    return differing;
  }

  /** The numbers about no layer, those of the most important results first. */
  public List<Summary> summaries() {
    List<Map<MetricKey, Double>> byRun = runs.stream().map(RunComparison::summaries).toList();
    Set<MetricKey> keys = new LinkedHashSet<>();
    byRun.forEach(numbers -> keys.addAll(numbers.keySet()));
    return keys.stream()
        .map(
            key ->
                new Summary(
                    key, byRun.stream().map(numbers -> optional(numbers.get(key))).toList()))
        .toList();
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Map<MetricKey, Double> summaries(PastRun run) {
    Map<MetricKey, Double> numbers = new LinkedHashMap<>();
    for (PastRun.LoggedMetric logged : run.rankedMetrics()) {
      if (logged.metric().layer().isEmpty()) {
        numbers.put(MetricKey.of(logged.metric()), logged.metric().number());
      }
    }
    return numbers;
  }

  /** The numbers over layers, of all prompts, that are curves in one run at least. */
  public List<Curve> curves() {
    List<Map<MetricKey, SortedMap<Integer, Double>>> byRun =
        runs.stream().map(RunComparison::curves).toList();
    Set<MetricKey> keys = new LinkedHashSet<>();
    byRun.forEach(
        curves ->
            curves.forEach(
                (key, values) -> {
                  if (values.size() > 1) {
                    keys.add(key);
                  }
                }));
    return keys.stream()
        .map(key -> new Curve(key, byRun.stream().map(of -> of.getOrDefault(key, NONE)).toList()))
        .toList();
  }

  private static Map<MetricKey, SortedMap<Integer, Double>> curves(PastRun run) {
    Map<MetricKey, SortedMap<Integer, Double>> curves = new LinkedHashMap<>();
    for (PastRun.LoggedMetric logged : run.rankedMetrics()) {
      Event.MetricFound found = logged.metric();
      if (!found.layer().isEmpty() && found.group().isEmpty()) {
        curves
            .computeIfAbsent(MetricKey.of(found), key -> new TreeMap<>())
            .put(Integer.valueOf(found.layer()), found.number());
      }
    }
    return curves;
  }

  /** The keys of all runs, each once, in the order of their first appearance. */
  private Set<String> keys(Function<PastRun, Collection<String>> of) {
    Set<String> keys = new LinkedHashSet<>();
    runs.forEach(run -> keys.addAll(of.apply(run)));
    return keys;
  }
}
