package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runs of a sweep are held against each other by what they captured. */
class ModelSimilarityTest {

  @TempDir private Path folder;

  private Path write(String sweep) throws IOException {
    return Files.writeString(
        folder.resolve("study.yaml"),
        """
        model: minilm
        dataset: {type: facts, limit: 24}
        analyses: [activation-stats]
        """
            + sweep);
  }

  private CommandLineRun lamina(String... words) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of(words), Stream.of("--runs", folder.resolve("runs").toString(), "--quiet"))
            .toArray(String[]::new));
  }

  private Path latest() {
    return folder.resolve("runs/study/latest");
  }

  @Test
  void twoModelsAreComparedAndAgainFromNothingWhenTheirActivationsAreGone() throws Exception {
    Path spec =
        write("sweep: {model: [minilm, e5-small]}\ncompare: [{type: model-similarity, id: cka}]\n");

    CommandLineRun run = lamina("run", spec.toString(), "--fresh");

    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    Path table = latest().resolve("tables/cka.csv");
    List<String> found = Files.readAllLines(table);
    assertThat(found).hasSize(1 + 6 * 12);
    assertThat(latest().resolve("figures/cka.resid_post.minilm.e5-small.png")).isNotEmptyFile();
    assertThat(journal()).as("fresh runs are read as they are stored").doesNotContain("load model");

    Path journal = latest().resolve("journal.jsonl");
    Files.write(
        journal,
        Files.readAllLines(journal).stream()
            .filter(line -> !line.contains("\"event\":\"ended\""))
            .toList());
    Files.delete(table);
    delete(folder.resolve("runs/.cache"));
    CommandLineRun resumed = lamina("resume", "study");

    assertThat(resumed.exitCode()).as("%s", resumed.err()).isZero();
    assertThat(table).hasSameTextualContentAs(Files.write(folder.resolve("found.csv"), found));
    assertThat(journal()).contains("load model");
  }

  private String journal() throws IOException {
    return Files.readString(latest().resolve("journal.jsonl"));
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aModelIsLikeItself() throws Exception {
    Path spec =
        write(
            """
            layers: [0, 3, 5]
            sweep: {seed: [1, 2]}
            compare: [model-similarity, {type: model-similarity, id: rsa, measure: rsa}]
            """);

    CommandLineRun run = lamina("run", spec.toString());

    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    assertThat(Files.readAllLines(latest().resolve("summary.md")))
        .as("two comparisons of one type are told apart by their ids")
        .anyMatch(line -> line.contains("model-similarity: "))
        .anyMatch(line -> line.contains("rsa: "));
    for (String table : List.of("model-similarity", "rsa")) {
      List<String> rows = Files.readAllLines(latest().resolve("tables/" + table + ".csv"));
      assertThat(rows).hasSize(1 + 3 * 3);
      for (int diagonal : new int[] {1, 5, 9}) {
        String row = rows.get(diagonal);
        assertThat(row).startsWith("seed=1,seed=2,");
        assertThat(Double.parseDouble(row.substring(row.lastIndexOf(',') + 1)))
            .isCloseTo(1, within(1e-9));
      }
    }
  }

  @Test
  void runsOfOtherPromptsAreRefusedBeforeTheyRun() throws Exception {
    Path spec = write("sweep: {dataset.limit: [24, 20]}\ncompare:\n  - model-similarity\n");

    CommandLineRun run = lamina("run", spec.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .containsExactly(
            spec
                + ":6:5: error: model-similarity compares how runs represent the same prompts, but"
                + " 'limit=24' has 24 prompts and 'limit=20' 20; sweep over models, not over prompts");
    assertThat(folder.resolve("runs")).doesNotExist();
  }
}
