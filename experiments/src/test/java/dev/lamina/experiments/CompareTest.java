package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs side by side. */
class CompareTest {

  @TempDir private Path folder;
  private Path runs;

  @BeforeEach
  void run() throws IOException {
    runs = folder.resolve("runs");
    Path spec =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            model: minilm
            dataset: {type: facts, limit: 24}
            analyses: [activation-stats, {type: linear-probe, folds: 3}]
            """);
    for (String seed : List.of("1", "2")) {
      CommandLineRun run =
          CommandLineRun.of(
              "run",
              spec.toString(),
              "seed=" + seed,
              "name=seed-" + seed,
              "--runs",
              runs.toString(),
              "--quiet");
      assertThat(run.exitCode()).as("%s", run.err()).isZero();
    }
  }

  @Test
  void whatDiffersInTheSpecsAndTheSummaryMetricsStandSideBySide() {
    CommandLineRun compared = compare();

    assertThat(compared.exitCode()).as("%s", compared.err()).isZero();
    assertThat(compared.out()).anyMatch(line -> line.matches("seed +1 +2"));
    assertThat(compared.out()).noneMatch(line -> line.startsWith("model "));
    assertThat(compared.out())
        .anyMatch(line -> line.matches("linear-probe/resid_post/accuracy.best +[0-9.]+ +[0-9.]+"));
  }

  @Test
  void thePageHasTheCurvesOverEachOther() throws Exception {
    Path page = folder.resolve("page.html");

    CommandLineRun compared = compare("--html", page.toString());

    assertThat(compared.exitCode()).as("%s", compared.err()).isZero();
    assertThat(Files.readString(page))
        .contains("<td>seed</td><td>1</td><td>2</td>")
        .contains("<figcaption>linear-probe/resid_post/accuracy</figcaption>");
  }

  @Test
  void aRunThatDoesNotExistIsNamed() {
    CommandLineRun compared =
        CommandLineRun.of("compare", "seed-1", "nothing", "--runs", runs.toString());

    assertThat(compared.exitCode()).isEqualTo(2);
    assertThat(compared.err())
        .singleElement()
        .asString()
        .startsWith("command line: error: no run 'nothing' in ");
  }

  private CommandLineRun compare(String... options) {
    return CommandLineRun.of(
        Stream.of(
                Stream.of("compare"),
                Stream.of("seed-1", "seed-2"),
                Stream.of("--runs", runs.toString()),
                Stream.of(options))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }
}
