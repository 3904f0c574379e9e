package dev.lamina.plugins.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

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
    return new MlflowTracker(
        new MlflowTracker.Config(Optional.of(mlflow.address()), Optional.empty(), Optional.empty()),
        name -> Optional.empty());
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
}
