package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of the hub without the network. */
class OfflineTest {

  @TempDir private Path folder;

  @Test
  void theOptionKeepsAModelFromBeingFetched() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            "model: hf:lamina-tests/fetched-by-nobody\ndataset: facts\nanalyses: [pca]\n");

    CommandLineRun plan =
        CommandLineRun.of(
            "plan", spec.toString(), "--offline", "--runs", folder.resolve("runs").toString());

    assertThat(plan.exitCode()).isEqualTo(2);
    assertThat(plan.err())
        .singleElement()
        .asString()
        .startsWith(
            spec + ":1:8: error: model 'lamina-tests/fetched-by-nobody' is not in the cache (")
        .endsWith(
            "), and Lamina is offline (--offline or HF_HUB_OFFLINE): run once without that, or copy the"
                + " folder from a machine that has the model");
  }
}
