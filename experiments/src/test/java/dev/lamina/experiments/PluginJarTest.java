package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example plugin, as a stranger's jar in a folder. */
class PluginJarTest {

  private static final Path PLUGINS = Path.of("target/plugins");

  @TempDir private Path folder;

  @Test
  void anAnalysisFromAJarIsListedAndRuns() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            model: minilm
            dataset: {type: facts, limit: 24}
            layers: [0, 5]
            analyses: [centroid-cosine]
            """);

    CommandLineRun list = CommandLineRun.of("list", "analyses", "--plugins", PLUGINS.toString());
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            spec.toString(),
            "--plugins",
            PLUGINS.toString(),
            "--runs",
            folder.resolve("runs").toString());

    assertThat(list.out()).anyMatch(line -> line.startsWith("centroid-cosine"));
    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    Path results = folder.resolve("runs/study/latest");
    assertThat(results.resolve("figures/centroid-cosine.png")).isRegularFile();
    try (Stream<String> metrics = Files.lines(results.resolve("metrics.csv"))) {
      assertThat(metrics.filter(line -> line.startsWith("centroid-cosine,resid_post,"))).hasSize(2);
    }
  }

  @Test
  void withoutTheFolderTheAnalysisIsUnknown() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("study.yaml"),
            "model: minilm\ndataset: facts\nanalyses: [centroid-cosine]\n");

    CommandLineRun run = CommandLineRun.of("plan", spec.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .containsExactly(
            spec + ":3:12: error: unknown analysis 'centroid-cosine' (see: lamina list analyses)");
  }
}
