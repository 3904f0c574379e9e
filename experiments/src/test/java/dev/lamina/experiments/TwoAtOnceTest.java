package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunCatalog;
import dev.lamina.engine.journal.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes over one runs folder. */
class TwoAtOnceTest {

  @TempDir private Path folder;

  @Test
  void bothEndWellWithTheSameMetricsAndLeaveNothingTemporary() throws Exception {
    Path runs = folder.resolve("runs");
    String spec =
        Files.writeString(
                folder.resolve("study.yaml"),
                """
                model: minilm
                dataset: {type: facts, limit: 40}
                layers: [0, 5]
                components: [resid_post, mlp_out]
                analyses: [activation-stats, pca]
                """)
            .toString();

    try (ChildProcess first =
            ChildProcess.start(folder, List.of(), "run", spec, "--runs", runs.toString());
        ChildProcess second =
            ChildProcess.start(folder, List.of(), "run", spec, "--runs", runs.toString())) {
      assertThat(first.exitCode()).as("%s", first.err()).isZero();
      assertThat(second.exitCode()).as("%s", second.err()).isZero();
      assertThat(first.err()).isEmpty();
      assertThat(second.err()).isEmpty();
    }

    List<Path> both = new RunCatalog(runs).folders();
    assertThat(both).hasSize(2);
    for (Path run : both) {
      assertThat(PastRun.read(run).state()).isEqualTo(RunState.FINISHED);
      assertThat(PastRun.read(run).warnings()).isEmpty();
    }
    assertThat(Files.readAllLines(both.get(0).resolve("metrics.csv")))
        .hasSizeGreaterThan(10)
        .isEqualTo(Files.readAllLines(both.get(1).resolve("metrics.csv")));
    assertThat(both).contains(runs.resolve("study").resolve(latest(runs)));
    try (Stream<Path> all = Files.walk(runs)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .filteredOn(name -> name.startsWith("."))
          .containsExactly(".cache");
    }
  }

  /** Where the link {@code latest} goes, or the newest where the file system has no links. */
  private static Path latest(Path runs) throws Exception {
    return runs.resolve("study/latest").toRealPath().getFileName();
  }
}
