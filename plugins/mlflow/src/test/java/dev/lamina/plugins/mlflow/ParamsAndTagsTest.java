package dev.lamina.plugins.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.LoggedMetric;
import dev.lamina.testkit.TrackerContract;
import dev.lamina.testkit.mlflow.MlflowReader;
import dev.lamina.testkit.mlflow.RealMlflow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RealMlflow.class)
final class ParamsAndTagsTest {

  @TempDir private Path folder;
  private MlflowReader mlflow = new MlflowReader("");

  @BeforeEach
  void server(MlflowReader reader) {
    mlflow = reader;
  }

  private MlflowTracker tracker() {
    return new MlflowTracker(MlflowTracker.Config.to(mlflow.address()), name -> Optional.empty());
  }

  private PublishableRun sample(String experiment) throws IOException {
    return TrackerContract.sampleRun(folder, experiment);
  }

  private Map<String, String> tags(PublishableRun run) throws IOException {
    return MlflowReader.pairs(mlflow.run(run.id()).at("/data/tags"));
  }

  @Test
  void refusedCharactersInKeysBecomeHyphens() throws IOException {
    PublishableRun run = sample("keys");
    List<LoggedMetric> metrics =
        List.of(
            new LoggedMetric("g/m.relation=C++", 0, run.started(), 1),
            new LoggedMetric("g/m.relation=C--", 0, run.started(), 2),
            new LoggedMetric("g//m", 0, run.started(), 3),
            new LoggedMetric("g/é 文", 0, run.started(), 4),
            new LoggedMetric("x".repeat(300), 0, run.started(), 5));

    tracker().publish(RunWith.metrics(run, metrics));

    assertThat(mlflow.points(mlflow.run(run.id())))
        .extracting(LoggedMetric::key, LoggedMetric::value)
        .containsExactlyInAnyOrder(
            tuple("g/m.relation-C--", 1.0),
            tuple("g/m.relation-C---2", 2.0),
            tuple("g/-/m", 3.0),
            tuple("g/é 文", 4.0),
            tuple("x".repeat(250), 5.0));
  }

  @Test
  void manyAndLongParamsArrive() throws IOException {
    PublishableRun run = sample("params");
    Map<String, String> params = new LinkedHashMap<>();
    for (int i = 0; i < 230; i++) {
      params.put("p" + i, "é".repeat(6000));
    }
    params.put("empty", "");
    params.put("long", "y".repeat(6001));

    Publication publication = tracker().publish(RunWith.params(run, params));

    Map<String, String> there = MlflowReader.pairs(mlflow.run(run.id()).at("/data/params"));
    assertThat(there).hasSize(232).containsEntry("empty", "");
    assertThat(there.get("p229")).isEqualTo("é".repeat(6000));
    assertThat(there.get("long")).isEqualTo("y".repeat(5997) + "...");
    assertThat(publication.notes()).contains("params cut at 6,000 characters: long");
    assertThat(tags(run)).containsEntry("lamina.cut_params", "long");
  }

  @Test
  void aParamThatDiffersLosesNothingElse() throws IOException {
    PublishableRun run = sample("param conflict");
    tracker().publish(RunWith.metrics(RunWith.params(run, Map.of("seed", "1")), List.of()));

    Publication publication =
        tracker().publish(RunWith.params(run, Map.of("seed", "2", "model", "minilm")));

    JsonNode there = mlflow.run(run.id());
    assertThat(MlflowReader.pairs(there.at("/data/params")))
        .isEqualTo(Map.of("seed", "1", "model", "minilm"));
    assertThat(mlflow.points(there)).hasSameSizeAs(run.metrics());
    assertThat(publication.notes())
        .contains("params that keep the value published first, which MLflow does not change: seed");
  }

  @Test
  void aLongDescriptionIsCutAndSaysSo() throws IOException {
    PublishableRun run = RunWith.note(sample("long note"), "z".repeat(9000));

    tracker().publish(run);

    assertThat(tags(run).get("mlflow.note.content"))
        .hasSize(8000)
        .endsWith("zzz\n\n(cut here; all of it is in summary.md)");
  }

  @Test
  void whatAPersonEditsInMlflowStays() throws IOException {
    PublishableRun run = sample("edited");
    tracker().publish(run);
    mlflow.post(
        "runs/set-tag",
        Map.of(
            "run_id",
            MlflowReader.id(mlflow.run(run.id())),
            "key",
            "mlflow.note.content",
            "value",
            "my thoughts"));

    tracker().publish(RunWith.note(run, "another note"));

    assertThat(tags(run)).containsEntry("mlflow.note.content", "my thoughts");
  }

  @Test
  void aDescriptionThatNobodyEditedIsUpdated() throws IOException {
    PublishableRun run = sample("updated");
    tracker().publish(run);

    tracker().publish(RunWith.note(run, "another note"));

    assertThat(tags(run)).containsEntry("mlflow.note.content", "another note");
  }
}
