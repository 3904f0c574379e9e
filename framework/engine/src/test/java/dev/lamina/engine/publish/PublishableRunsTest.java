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

    assertThat(PublishableRuns.of(past).metrics())
        .filteredOn(metric -> metric.key().endsWith("accuracy"))
        .singleElement()
        .satisfies(
            metric -> {
              assertThat(metric.value()).isEqualTo(0.1 + 0.2);
              assertThat(past.metrics())
                  .extracting(PastRun.LoggedMetric::at)
                  .contains(metric.timestamp());
            });
    assertThat(PublishableRuns.of(past).metrics())
        .isEqualTo(PublishableRuns.of(PastRun.read(folder)).metrics());
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
  void aRunWithoutAnEndWasInterrupted() throws IOException {
    Path folder;
    try (RunFolder open = RunFolder.create(runs, "cut")) {
      open.journal().append(new Event.Started(open.id(), "cut", "", List.of()));
      folder = open.path();
    }

    assertThat(PublishableRuns.of(PastRun.read(folder)).state()).isEqualTo(State.INTERRUPTED);
    assertThat(publishable().state()).isEqualTo(State.FINISHED);
  }

  private PublishableRun publishable() throws IOException {
    return PublishableRuns.of(PastRun.read(written()));
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
