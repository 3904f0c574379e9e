package dev.lamina.plugins.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.Artifact;
import dev.lamina.testkit.TrackerContract;
import dev.lamina.testkit.mlflow.MlflowReader;
import dev.lamina.testkit.mlflow.RealMlflow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RealMlflow.class)
final class ArtifactsTest {

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

  @Test
  void filesWithUnusualNamesArrive() throws IOException {
    List<String> names =
        List.of("a b/é 文.txt", "100%.txt", "q?x&y=1;+.txt", "50%20off.txt", "figures/c#.png");
    List<Artifact> artifacts = new ArrayList<>();
    for (String name : names) {
      artifacts.add(TrackerContract.file(folder, name, "content of " + name));
    }
    PublishableRun run = RunWith.artifacts(sample("names"), artifacts);

    Publication publication = tracker().publish(run);

    Map<String, byte[]> files = mlflow.artifacts(mlflow.run(run.id()));
    assertThat(files.keySet())
        .containsExactlyInAnyOrder(
            "a b/é 文.txt",
            "100%.txt",
            "q?x&y=1;+.txt",
            "50-20off.txt",
            "figures/c-.png",
            "lamina/manifest.json");
    assertThat(new String(files.get("figures/c-.png"), StandardCharsets.UTF_8))
        .isEqualTo("content of figures/c#.png");
    assertThat(publication.notes())
        .contains(
            "figures/c#.png is figures/c-.png on the server: MLflow does not take its name",
            "50%20off.txt is 50-20off.txt on the server: MLflow does not take its name");
  }

  @Test
  void aMissingAndAChangedFileAreNamed() throws IOException {
    PublishableRun run = sample("damaged");
    Files.delete(folder.resolve("figures/curve.svg"));
    Files.writeString(folder.resolve("summary.md"), "rewritten");

    Publication publication = tracker().publish(run);

    assertThat(publication.notes())
        .contains(
            "figures/curve.svg is missing in the run's folder and is not published",
            "summary.md has changed since the run wrote it; it is published as it is now");
    assertThat(mlflow.artifacts(mlflow.run(run.id())))
        .containsKey("tables/names with spaces é.csv");
  }

  @Test
  void aFileLostOnTheServerComesBack() throws IOException {
    PublishableRun run = sample("lost file");
    tracker().publish(run);
    String uri = mlflow.run(run.id()).at("/info/artifact_uri").asText();
    mlflow.deleteArtifact(uri.replace("mlflow-artifacts:/", "") + "/summary.md");
    assertThat(mlflow.artifacts(mlflow.run(run.id()))).doesNotContainKey("summary.md");

    tracker().publish(run);

    assertThat(mlflow.artifacts(mlflow.run(run.id()))).containsKey("summary.md");
  }

  @Test
  void theOverviewAndTheMainFiguresAreLoggedImagesOfTheirSteps() throws IOException {
    PublishableRun run = sample("images");
    List<Artifact> artifacts = new ArrayList<>(run.artifacts());
    for (String path :
        List.of(
            "overview.png",
            "figures/linear-probe.resid_post.png",
            "figures/linear-probe.weights.7.png",
            "figures/pca.resid_post.png",
            "report.html")) {
      artifacts.add(TrackerContract.file(folder, path, "content of " + path));
    }

    tracker().publish(RunWith.artifacts(run, artifacts));
    tracker().publish(RunWith.artifacts(run, artifacts));

    JsonNode there = mlflow.run(run.id());
    Map<String, String> tags = MlflowReader.pairs(there.at("/data/tags"));
    assertThat(tags).containsEntry("mlflow.loggedImages", "True");
    String time = "+timestamp+" + run.started().toEpochMilli() + "+";
    assertThat(mlflow.artifacts(there).keySet().stream().filter(path -> path.startsWith("images/")))
        .map(path -> path.replaceAll("[0-9a-f]{32}", "ID"))
        .containsExactlyInAnyOrder(
            "images/overview+step+0" + time + "ID.png",
            "images/overview+step+0" + time + "ID+compressed.png",
            "images/linear-probe.resid_post+step+0" + time + "ID.png",
            "images/linear-probe.resid_post+step+0" + time + "ID+compressed.png",
            "images/linear-probe.weights+step+7" + time + "ID.png",
            "images/linear-probe.weights+step+7" + time + "ID+compressed.png");
    assertThat(tags.get("mlflow.note.content"))
        .endsWith(
            "[The whole report](%s/#/experiments/%s/runs/%s/artifacts/report.html?workflowType=machine_learning)"
                .formatted(
                    mlflow.address(),
                    there.at("/info/experiment_id").asText(),
                    MlflowReader.id(there)));
  }
}
