package dev.lamina.plugins.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.Artifact;
import dev.lamina.api.tracking.PublishableRun.LoggedMetric;
import dev.lamina.api.tracking.PublishableRun.State;
import dev.lamina.testkit.TrackerContract;
import dev.lamina.testkit.mlflow.MlflowReader;
import dev.lamina.testkit.mlflow.RealMlflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RealMlflow.class)
final class PublishingTest {

  @TempDir private Path folder;
  private MlflowReader mlflow = new MlflowReader("");

  @BeforeEach
  void server(MlflowReader reader) {
    mlflow = reader;
  }

  private MlflowTracker tracker() {
    return tracker(Optional.empty(), Map.of());
  }

  private MlflowTracker tracker(Optional<String> experiment, Map<String, String> environment) {
    return new MlflowTracker(
        new MlflowTracker.Config(
            Optional.of(mlflow.address()), experiment, Optional.empty(), false),
        name -> Optional.ofNullable(environment.get(name)));
  }

  private PublishableRun sample(String experiment) throws IOException {
    return TrackerContract.sampleRun(folder, experiment);
  }

  @Test
  void fiveHundredPointsAndFifteenFilesArriveBitForBit() throws IOException {
    PublishableRun run = large(sample("large"));

    tracker().publish(run);
    tracker().publish(run);

    JsonNode there = mlflow.run(run.id());
    assertThat(mlflow.points(there)).containsExactlyInAnyOrderElementsOf(run.metrics());
    Map<String, byte[]> files = mlflow.artifacts(there);
    for (Artifact artifact : run.artifacts()) {
      assertThat(files.get(artifact.path()))
          .isEqualTo(Files.readAllBytes(folder.resolve(artifact.path())));
    }
  }

  private PublishableRun large(PublishableRun run) throws IOException {
    Random random = new Random(7);
    List<LoggedMetric> metrics = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Instant written = run.started().plusMillis(i);
      metrics.add(
          new LoggedMetric("a/resid_post/m" + i % 20, i / 20, written, random.nextGaussian()));
    }
    List<Artifact> artifacts = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      byte[] bytes = new byte[30_000];
      random.nextBytes(bytes);
      String text = HexFormat.of().formatHex(bytes);
      artifacts.add(TrackerContract.file(folder, "figures/f" + i + ".png", text));
    }
    return RunWith.artifacts(RunWith.metrics(run, metrics), artifacts);
  }

  @Test
  void moreThanAThousandPointsArrive() throws IOException {
    PublishableRun run = sample("many points");
    List<LoggedMetric> metrics = new ArrayList<>();
    for (int i = 0; i < 2345; i++) {
      metrics.add(new LoggedMetric("a/m", i, run.started(), i / 7.0));
    }

    tracker().publish(RunWith.metrics(run, metrics));

    assertThat(mlflow.points(mlflow.run(run.id()))).containsExactlyInAnyOrderElementsOf(metrics);
  }

  @Test
  void aChildIsBelowItsParentWhichIsPublishedBefore() throws IOException {
    PublishableRun sweep = sample("children");
    PublishableRun child = RunWith.parent(sample("children"), sweep.id());

    Publication orphan = tracker().publish(child);
    tracker().publish(sweep);
    Publication below = tracker().publish(child);

    assertThat(orphan.notes())
        .anyMatch(note -> note.startsWith("its sweep " + sweep.id() + " is not on the server"));
    assertThat(below.notes()).noneMatch(note -> note.startsWith("its sweep"));
    assertThat(MlflowReader.pairs(mlflow.run(child.id()).at("/data/tags")))
        .containsEntry(
            "mlflow.parentRunId", mlflow.run(sweep.id()).path("info").path("run_id").asText());
  }

  @Test
  void nameTimesStatusAndDescriptionAreTheRuns() throws IOException {
    PublishableRun run = sample("times");

    tracker().publish(run);

    JsonNode info = mlflow.run(run.id()).path("info");
    assertThat(info.path("run_name").asText()).isEqualTo("minilm seed=42");
    assertThat(info.path("start_time").asLong()).isEqualTo(run.started().toEpochMilli());
    assertThat(info.path("end_time").asLong()).isEqualTo(run.ended().toEpochMilli());
    assertThat(info.path("status").asText()).isEqualTo("FINISHED");
    assertThat(tags(run))
        .containsEntry("mlflow.note.content", "Is truth linear?")
        .containsEntry("mlflow.source.name", "lamina")
        .containsEntry("mlflow.source.type", "LOCAL");
  }

  private Map<String, String> tags(PublishableRun run) throws IOException {
    return MlflowReader.pairs(mlflow.run(run.id()).at("/data/tags"));
  }

  @Test
  void theDataSetIsAnInputOnce() throws IOException {
    PublishableRun run = sample("data set");

    tracker().publish(run);
    tracker().publish(run);

    JsonNode inputs = mlflow.run(run.id()).at("/inputs/dataset_inputs");
    assertThat(inputs).hasSize(1);
    assertThat(inputs.at("/0/dataset/name").asText()).isEqualTo("facts");
    assertThat(inputs.at("/0/dataset/profile").asText()).isEqualTo("{\"num_rows\":1200}");
  }

  @Test
  void theSpecsExperimentGoesBeforeTheEnvironmentsBeforeTheRuns() throws IOException {
    Map<String, String> environment = Map.of("MLFLOW_EXPERIMENT_NAME", "from environment");
    PublishableRun first = sample("from run");
    PublishableRun second = sample("from run");
    PublishableRun third = sample("from run");

    tracker(Optional.of("from spec é/1"), environment).publish(first);
    tracker(Optional.empty(), environment).publish(second);
    tracker().publish(third);

    assertThat(mlflow.experiment(mlflow.run(first.id()))).isEqualTo("from spec é/1");
    assertThat(mlflow.experiment(mlflow.run(second.id()))).isEqualTo("from environment");
    assertThat(mlflow.experiment(mlflow.run(third.id()))).isEqualTo("from run");
  }

  @Test
  void aRunThatIsThereAlreadyStaysInItsExperiment() throws IOException {
    PublishableRun run = sample("old home");

    tracker().publish(run);
    Publication again = tracker(Optional.of("new home"), Map.of()).publish(run);

    assertThat(mlflow.experiment(mlflow.run(run.id()))).isEqualTo("old home");
    assertThat(again.notes())
        .contains("the run is in the experiment 'old home', to which it was published first");
  }

  @Test
  void theEnvironmentMayNameTheRun() throws IOException {
    PublishableRun run = sample("run name");

    tracker(Optional.empty(), Map.of("MLFLOW_RUN_NAME", "mine")).publish(run);

    assertThat(mlflow.run(run.id()).at("/info/run_name").asText()).isEqualTo("mine");
  }

  @Test
  void aDeletedExperimentIsNamedWithTheWayOut() throws IOException {
    PublishableRun run = sample("deleted");
    tracker().publish(run);
    String id = mlflow.run(run.id()).at("/info/experiment_id").asText();
    mlflow.post("experiments/delete", Map.of("experiment_id", id));

    assertThatThrownBy(() -> tracker().publish(run))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the experiment 'deleted' has been deleted on %s and keeps its name: restore it with mlflow experiments restore -x %s, or name another with experiment: in the spec or MLFLOW_EXPERIMENT_NAME",
            mlflow.address(), id);
  }

  @Test
  void aRunDeletedInMlflowIsPublishedAnew() throws IOException {
    PublishableRun run = sample("deleted run");
    tracker().publish(run);
    String id = MlflowReader.id(mlflow.run(run.id()));
    mlflow.post("runs/delete", Map.of("run_id", id));

    tracker().publish(run);

    assertThat(mlflow.points(mlflow.run(run.id()))).hasSameSizeAs(run.metrics());
    assertThat(mlflow.runsWithDeleted(run.id())).hasSize(2);
  }

  @Test
  void ghostsOfLostAnswersAreDeleted() throws IOException {
    PublishableRun run = sample("ghosts");
    tracker().publish(run);
    String experiment = mlflow.run(run.id()).at("/info/experiment_id").asText();
    Map<String, String> tag = Map.of("key", "lamina.run_id", "value", run.id());
    mlflow.post("runs/create", Map.of("experiment_id", experiment, "tags", List.of(tag)));
    assertThat(mlflow.runs(run.id())).hasSize(2);

    tracker().publish(run);

    assertThat(mlflow.points(mlflow.run(run.id()))).hasSameSizeAs(run.metrics());
  }

  @Test
  void infinitiesBecomeTheLargestNumbers() throws IOException {
    PublishableRun run = sample("infinities");
    Instant at = run.started();

    tracker()
        .publish(
            RunWith.metrics(
                run,
                List.of(
                    new LoggedMetric("a", 0, at, Double.POSITIVE_INFINITY),
                    new LoggedMetric("b", 0, at, Double.NEGATIVE_INFINITY),
                    new LoggedMetric("c", 0, at, Double.NaN))));

    // sqlalchemy_store.py of MLflow writes the largest double in place of an infinity
    assertThat(mlflow.points(mlflow.run(run.id())))
        .extracting(LoggedMetric::value)
        .containsExactlyInAnyOrder(1.7976931348623157e308, -1.7976931348623157e308, Double.NaN);
  }

  @Test
  void anOldStateIsFollowed() throws IOException {
    PublishableRun run = sample("states");
    tracker().publish(TrackerContract.beginningOf(run, State.FAILED, 3, 1));
    assertThat(mlflow.run(run.id()).at("/info/status").asText()).isEqualTo("FAILED");

    tracker().publish(run);

    assertThat(mlflow.run(run.id()).at("/info/status").asText()).isEqualTo("FINISHED");
  }

  @Test
  void theLinksLeadToTheRunAndToTheComparingView() throws IOException {
    PublishableRun run = sample("links");

    Publication publication = tracker().publish(run);

    JsonNode info = mlflow.run(run.id()).path("info");
    String experiment = info.path("experiment_id").asText();
    assertThat(publication.link())
        .isEqualTo(
            "%s/#/experiments/%s/runs/%s?workflowType=machine_learning",
            mlflow.address(), experiment, info.path("run_id").asText());
    assertThat(publication.notes())
        .containsExactly(
            "compare runs: %s/#/experiments/%s/runs?workflowType=machine_learning&compareRunsMode=CHART&viewStateShareKey=lamina"
                .formatted(mlflow.address(), experiment));
  }

  @Test
  void theSavedViewGrowsWithTheRunsAndRepeatingAddsNothing() throws IOException {
    PublishableRun run = sample("view");
    String tag = "mlflow.sharedViewState.lamina";
    tracker().publish(TrackerContract.beginningOf(run, State.FINISHED, 1, 0));
    String small = mlflow.experimentTag("view", tag);

    tracker().publish(run);
    String grown = mlflow.experimentTag("view", tag);
    tracker().publish(run);
    tracker().publish(TrackerContract.beginningOf(sample("view"), State.FINISHED, 1, 0));

    assertThat(small).isNotEmpty().isNotEqualTo(grown);
    assertThat(mlflow.experimentTag("view", tag)).isEqualTo(grown);
  }
}
