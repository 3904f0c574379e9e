package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.engine.journal.RunCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The resolved spec of a run repeats it. */
class RerunTest {

  @TempDir private Path folder;
  private Path runs;

  @BeforeEach
  void run() throws IOException {
    runs = folder.resolve("runs");
    Files.writeString(
        folder.resolve("data.csv"),
        """
        text,kind
        The capital of France is Paris.,true
        The capital of Italy is Madrid.,false
        Snow is white.,true
        Grass is red.,false
        Fish swim.,true
        Stones swim.,false
        Ice is cold.,true
        Fire is cold.,false
        """);
    Path spec =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            seed: 3
            model: minilm
            dataset: data.csv
            components: [resid_post, attn_out, mlp_out]
            analyses:
              - activation-stats
              - {type: pca, by: kind}
              - {type: t-sne, by: kind, layers: last}
              - {type: layer-differences, by: kind}
              - {type: linear-probe, target: kind, folds: 3}
            """);
    CommandLineRun run =
        CommandLineRun.of("run", spec.toString(), "--runs", runs.toString(), "--quiet");
    assertThat(run.exitCode()).as("%s", run.err()).isZero();
  }

  @Test
  void theMetricsAreTheSameBitForBit() throws Exception {
    CommandLineRun again = rerun();

    assertThat(again.exitCode()).as("%s", again.err()).isZero();
    assertThat(again.out()).last().asString().matches("metrics +all .* bit for bit");
    List<Path> both = new RunCatalog(runs).folders();
    assertThat(both).hasSize(2);
    assertThat(Files.readString(both.get(1).resolve("metrics.csv")))
        .isEqualTo(Files.readString(both.get(0).resolve("metrics.csv")));
    assertThat(Files.readString(both.get(1).resolve("resolved.yaml")))
        .isEqualTo(Files.readString(both.get(0).resolve("resolved.yaml")));
  }

  @Test
  void withActivationsComputedAgainTheyAreTheSameBitForBit() {
    CommandLineRun again = rerun("--fresh");

    assertThat(again.exitCode()).as("%s", again.err()).isZero();
    assertThat(again.out()).last().asString().matches("metrics +all .* bit for bit");
  }

  @Test
  void onAnotherNumberOfThreadsTheyDifferByRoundingAtMost() {
    CommandLineRun again = rerun("--threads", "1", "--fresh");

    assertThat(again.exitCode()).as("%s %s", again.out(), again.err()).isZero();
  }

  @Test
  void whatIsNotTheSameIsNamed() throws Exception {
    Path first = new RunCatalog(runs).find("study");
    Path resolved = first.resolve("resolved.yaml");
    Files.writeString(resolved, Files.readString(resolved).replace("seed: 3", "seed: 4"));

    CommandLineRun again = rerun();

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.out()).anyMatch(line -> line.matches("metrics .* the others do not agree"));
    assertThat(again.out())
        .anyMatch(line -> line.matches(" +[a-z-]+/[a-z_]+/.*, was .* \\(off by .*\\)"));
  }

  private CommandLineRun rerun(String... options) {
    String[] words = new String[options.length + 5];
    System.arraycopy(
        new String[] {"rerun", "study", "--runs", runs.toString(), "--quiet"}, 0, words, 0, 5);
    System.arraycopy(options, 0, words, 5, options.length);
    return CommandLineRun.of(words);
  }
}
