package dev.lamina.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.State;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.journal.RunState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishableRunsTest {

  @TempDir private Path runs;

  private static PublishableRun published(PastRun run) throws IOException {
    return PublishableRuns.of(run, false);
  }

  @Test
  void metricsAreNamedByAnalysisComponentMetricAndGroupWithTheLayerAsStep() throws IOException {
    PublishableRun run = publishable();

    assertThat(run.metrics())
        .extracting(PublishableRun.LoggedMetric::key)
        .containsExactly(
            "linear-probe/resid_post/accuracy.best",
            "rows",
            "linear-probe/resid_post/accuracy",
            "activation-stats/resid_post/l2_norm.is_true=true");
    assertThat(run.metrics())
        .extracting(PublishableRun.LoggedMetric::step)
        .containsExactly(0L, 0L, 4L, 2L);
  }

  @Test
  void theNumbersAndTheirTimesAreTheJournalsToTheLastBit() throws IOException {
    Path folder = written();
    PastRun past = PastRun.read(folder);

    assertThat(published(past).metrics())
        .filteredOn(metric -> metric.key().endsWith("accuracy"))
        .singleElement()
        .satisfies(
            metric -> {
              assertThat(metric.value()).isEqualTo(0.1 + 0.2);
              assertThat(past.metrics())
                  .extracting(PastRun.LoggedMetric::at)
                  .contains(metric.timestamp());
            });
    assertThat(published(past).metrics()).isEqualTo(published(PastRun.read(folder)).metrics());
  }

  @Test
  void aRunIsNamedByItsModelAndCarriesItsOwnId() throws IOException {
    PublishableRun run = publishable();

    assertThat(run.name()).matches("minilm [a-z0-9]{6}");
    assertThat(run.tags()).containsEntry("lamina.run_id", run.id());
    assertThat(run.experiment()).isEqualTo("facts");
    assertThat(run.note()).startsWith("**Which?**").contains("- It is layer 4.");
  }

  @Test
  void logAndActivationsStayAtHome() throws IOException {
    assertThat(publishable().artifacts())
        .extracting(PublishableRun.Artifact::path)
        .containsExactly("summary.md", "tables/a.csv");
  }

  @Test
  void aRunWithoutAnEndIsUnderWayOrWasInterrupted() throws IOException {
    Path folder;
    try (RunFolder open = RunFolder.create(runs, "cut")) {
      open.journal().append(new Event.Started(open.id(), "cut", "", List.of()));
      folder = open.path();
      assertThat(published(PastRun.read(folder)).state()).isEqualTo(State.RUNNING);
    }

    assertThat(published(PastRun.read(folder)).state()).isEqualTo(State.INTERRUPTED);
    assertThat(publishable().state()).isEqualTo(State.FINISHED);
  }

  @Test
  void numbersThatMayBeFoundAgainAreNotPublished() throws IOException {
    try (RunFolder open = RunFolder.create(runs, "going")) {
      var journal = open.journal();
      journal.append(new Event.Started(open.id(), "going", "", List.of("pca", "linear-probe")));
      journal.append(new Event.AnalysisBegan("pca"));
      journal.append(metric("pca", "resid_post", "2", "", "explained", 0.4));
      journal.append(new Event.AnalysisEnded("pca"));
      journal.append(new Event.AnalysisBegan("linear-probe"));
      journal.append(metric("linear-probe", "resid_post", "4", "", "accuracy", 0.5));

      assertThat(published(PastRun.read(open.path())).metrics())
          .extracting(PublishableRun.LoggedMetric::key)
          .containsExactly("pca/resid_post/explained");

      journal.append(new Event.AnalysisEnded("linear-probe"));
      assertThat(published(PastRun.read(open.path())).metrics()).hasSize(2);
    }
  }

  @Test
  void aSweepHasNumbersWhenAllItsRunsHaveEnded() throws IOException {
    try (RunFolder open = RunFolder.create(runs, "sweep")) {
      var journal = open.journal();
      journal.append(new Event.Started(open.id(), "sweep", "", List.of("metric-table")));
      journal.append(new Event.Tag(PastRun.SWEEP_TAG, "2"));
      journal.append(new Event.AnalysisBegan("metric-table"));
      journal.append(metric("metric-table", "", "", "", "runs", 1));
      journal.append(metric("metric-table", "", "", "case=a", "best", 1));
      journal.append(new Event.AnalysisEnded("metric-table"));
      journal.append(new Event.Ended(RunState.FAILED, "one of two"));
      assertThat(published(PastRun.read(open.path())).metrics()).isEmpty();

      journal.append(new Event.Resumed());
      journal.append(new Event.Ended(RunState.FINISHED, ""));
      assertThat(published(PastRun.read(open.path())).metrics())
          .extracting(PublishableRun.LoggedMetric::key)
          .containsExactly("metric-table/runs");
    }
  }

  private PublishableRun publishable() throws IOException {
    return published(PastRun.read(written()));
  }

  private Path written() {
    try (RunFolder open = RunFolder.create(runs, "facts")) {
      var journal = open.journal();
      journal.append(
          new Event.Started(
              open.id(), "facts", "Which?", List.of("rows", "activation-stats", "linear-probe")));
      journal.append(new Event.Tag("lamina.model", "minilm"));
      journal.append(metric("activation-stats", "resid_post", "2", "is_true=true", "l2_norm", 3));
      journal.append(metric("linear-probe", "resid_post", "4", "", "accuracy", 0.1 + 0.2));
      journal.append(metric("linear-probe", "resid_post", "", "", "accuracy.best", 0.9));
      journal.append(new Event.MetricFound("rows", "", "", "", "", "12.0"));
      journal.append(new Event.Headline("linear-probe", 90, "It is layer 4."));
      open.writeText("summary.md", "# facts");
      open.writeText("tables/a.csv", "a\n");
      open.writeText("activations/resid_post.safetensors", "bytes");
      open.writeText("spec.yaml", "model: minilm");
      journal.append(new Event.Ended(RunState.FINISHED, ""));
      return open.path();
    }
  }

  private static Event metric(
      String analysis, String component, String layer, String group, String name, double value) {
    return new Event.MetricFound(analysis, component, layer, group, name, Double.toString(value));
  }
}
