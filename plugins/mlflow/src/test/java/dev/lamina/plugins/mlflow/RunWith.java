package dev.lamina.plugins.mlflow;

import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.Artifact;
import dev.lamina.api.tracking.PublishableRun.LoggedMetric;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same run with something else in one place. */
final class RunWith {

  private RunWith() {}

  private static PublishableRun with(
      PublishableRun run,
      Optional<String> parent,
      Map<String, String> params,
      Map<String, String> tags,
      String note,
      List<LoggedMetric> metrics,
      List<Artifact> artifacts) {
    return new PublishableRun(
        run.id(),
        run.name(),
        run.experiment(),
        parent,
        run.state(),
        run.started(),
        run.ended(),
        params,
        tags,
        note,
        metrics,
        run.dataset(),
        run.folder(),
        artifacts,
        run.memory());
  }

  static PublishableRun parent(PublishableRun run, String parent) {
    return with(
        run,
        Optional.of(parent),
        run.params(),
        run.tags(),
        run.note(),
        run.metrics(),
        run.artifacts());
  }

  static PublishableRun params(PublishableRun run, Map<String, String> params) {
    return with(run, run.parent(), params, run.tags(), run.note(), run.metrics(), run.artifacts());
  }

  static PublishableRun note(PublishableRun run, String note) {
    return with(run, run.parent(), run.params(), run.tags(), note, run.metrics(), run.artifacts());
  }

  static PublishableRun metrics(PublishableRun run, List<LoggedMetric> metrics) {
    return with(run, run.parent(), run.params(), run.tags(), run.note(), metrics, run.artifacts());
  }

  static PublishableRun artifacts(PublishableRun run, List<Artifact> artifacts) {
    return with(run, run.parent(), run.params(), run.tags(), run.note(), run.metrics(), artifacts);
  }
}
