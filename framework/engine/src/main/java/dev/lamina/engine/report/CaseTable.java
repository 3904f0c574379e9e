package dev.lamina.engine.report;

import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunOutline;
import dev.lamina.engine.journal.RunState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A sweep's cases with what their runs have come to, a row each: state, seconds, the most important
 * numbers.
 *
 * @param metrics the numbers' keys
 */
public record CaseTable(List<String> metrics, List<Row> rows) {

  private static final int MOST_METRICS = 3;
  private static final String NOTHING = "-";

  /**
   * A case.
   *
   * @param run the id of its run; empty if it has none yet
   * @param state of the run; empty if the case has not begun
   * @param seconds what the run took, without the time that it was stopped
   * @param values by key
   */
  public record Row(
      String name,
      Optional<String> run,
      Optional<RunState> state,
      Optional<Double> seconds,
      Map<String, Double> values) {}

  /** That of a sweep as it stands. */
  public static CaseTable of(PastRun sweep) {
    Map<Integer, Path> children = sweep.children();
    Map<Integer, RunState> ends = sweep.caseEnds();
    List<Row> rows = new ArrayList<>();
    for (Event.Case of : sweep.cases().values()) {
      Optional<RunState> end = Optional.ofNullable(ends.get(of.number()));
      Path folder = children.get(of.number());
      rows.add(
          folder == null
              ? new Row(of.name(), Optional.empty(), end, Optional.empty(), Map.of())
              : row(of.name(), folder, end));
    }
    Set<String> metrics = new LinkedHashSet<>();
    rows.forEach(row -> metrics.addAll(row.values().keySet()));
    return new CaseTable(metrics.stream().limit(MOST_METRICS).toList(), rows);
  }

  private static Row row(String name, Path folder, Optional<RunState> end) {
    RunOutline run;
    try {
      run = RunOutline.read(folder);
    } catch (IOException e) { // stopped as it began, or deleted
      return new Row(name, Optional.empty(), end, Optional.empty(), Map.of());
    }
    double seconds = run.duration().toMillis() / 1e3;
    return new Row(
        name,
        Optional.of(run.id()),
        Optional.of(end.orElse(run.state())),
        Optional.of(seconds),
        new LinkedHashMap<>(run.metrics()));
  }

  /** The columns' names. */
  public List<String> header() {
    List<String> header = new ArrayList<>(List.of("case", "state", "seconds"));
    header.addAll(metrics);
    return header;
  }

  /** The rows as texts under the {@link #header}. */
  public List<List<String>> texts() {
    return rows.stream().map(this::texts).toList();
  }

  private List<String> texts(Row row) {
    List<String> texts = new ArrayList<>(List.of(row.name()));
    texts.add(row.state().map(RunState::id).orElse(NOTHING));
    texts.add(
        row.seconds().map(seconds -> String.format(Locale.ROOT, "%.1f", seconds)).orElse(NOTHING));
    metrics.forEach(
        key ->
            texts.add(Optional.ofNullable(row.values().get(key)).map(Rounded::of).orElse(NOTHING)));
    return texts;
  }
}
