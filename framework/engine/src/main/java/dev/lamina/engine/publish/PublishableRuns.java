package dev.lamina.engine.publish;

import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.Artifact;
import dev.lamina.api.tracking.PublishableRun.DatasetInput;
import dev.lamina.api.tracking.PublishableRun.LoggedMetric;
import dev.lamina.api.tracking.PublishableRun.State;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.MetricKey;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.journal.RunState;
import dev.lamina.engine.report.Summary;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Turns a journal into what a tracker publishes: SURFACE's names for metrics, params and tags. */
final class PublishableRuns {

  private static final Set<String> PUBLISHED_FILES =
      Set.of(
          "overview.png",
          "summary.md",
          "report.html",
          "metrics.csv",
          "resolved.yaml",
          "provenance.json");
  private static final Set<String> PUBLISHED_FOLDERS = Set.of("figures", "tables", "directions");
  private static final String MEMORY = ".published";
  private static final int DIGEST_LENGTH = 16;

  private PublishableRuns() {}

  /**
   * The run as it stands.
   *
   * @param over whether it is known that it does nothing more, though its folder may be locked
   */
  static PublishableRun of(PastRun run, boolean over) throws IOException {
    Map<String, String> tags = new LinkedHashMap<>(run.tags());
    tags.put("lamina.run_id", run.id());
    return new PublishableRun(
        run.id(),
        name(run),
        run.name(),
        Optional.ofNullable(run.tags().get(PastRun.PARENT_TAG)),
        state(run, over),
        run.started(),
        run.ended(),
        run.params(),
        tags,
        new Summary(run).note(),
        metrics(run),
        run.input().map(PublishableRuns::dataset),
        run.folder(),
        artifacts(run),
        run.folder().resolve(MEMORY));
  }

  /**
   * Short, because charts cut it, and distinct: what the sweep varies, or the model and the end of
   * the id.
   */
  private static String name(PastRun run) {
    String varied = run.tags().get(PastRun.CASE_TAG);
    if (varied != null) {
      return varied;
    }
    String model = run.tags().getOrDefault("lamina.model", run.name());
    return model + " " + run.id().substring(run.id().lastIndexOf('-') + 1);
  }

  static State state(PastRun run, boolean over) throws IOException {
    return switch (run.state()) {
      case FINISHED -> State.FINISHED;
      case FAILED -> State.FAILED;
      case INTERRUPTED -> State.INTERRUPTED;
      case UNFINISHED ->
          over || !RunFolder.isUnderWay(run.folder()) ? State.INTERRUPTED : State.RUNNING;
    };
  }

  private static List<LoggedMetric> metrics(PastRun run) {
    Comparator<PastRun.LoggedMetric> summariesFirst =
        Comparator.comparing(logged -> !logged.metric().layer().isEmpty());
    return run.rankedMetrics().stream()
        .filter(wanted(run))
        .sorted(summariesFirst)
        .map(PublishableRuns::metric)
        .toList();
  }

  /**
   * What may be found again with another value is not published: a place that keeps every point
   * would show both. Of a sweep, that is until all of its runs have come to their ends; and its
   * numbers about one of its runs would be a column for each run.
   */
  private static Predicate<PastRun.LoggedMetric> wanted(PastRun run) {
    boolean finished = run.state() == RunState.FINISHED;
    if (run.isSweep()) {
      return logged -> finished && logged.metric().group().isEmpty();
    }
    Set<String> analyses = run.finishedAnalyses();
    return logged -> finished || analyses.contains(logged.metric().analysis());
  }

  private static LoggedMetric metric(PastRun.LoggedMetric logged) {
    Event.MetricFound found = logged.metric();
    return new LoggedMetric(
        MetricKey.of(found).toString(),
        found.layer().isEmpty() ? 0 : Long.parseLong(found.layer()),
        logged.at(),
        found.number());
  }

  private static DatasetInput dataset(Event.Input input) {
    return new DatasetInput(
        input.name(), input.digest().substring(0, DIGEST_LENGTH), input.source(), input.rows());
  }

  private static List<Artifact> artifacts(PastRun run) {
    return run.artifacts().stream()
        .filter(logged -> published(logged.file().path()))
        .map(
            logged ->
                new Artifact(
                    logged.file().path(),
                    logged.file().size(),
                    logged.file().sha256(),
                    logged.at()))
        .toList();
  }

  private static boolean published(String path) {
    int slash = path.indexOf('/');
    return slash < 0
        ? PUBLISHED_FILES.contains(path)
        : PUBLISHED_FOLDERS.contains(path.substring(0, slash));
  }
}
