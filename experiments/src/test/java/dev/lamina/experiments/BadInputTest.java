package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a person gets who makes a mistake: every problem at once, each in one line with its place. A
 * case is a file in {@code bad-input/}: the spec, then after a line {@code ==> NAME} a further
 * file, then after {@code ==> says} what standard error says.
 */
class BadInputTest {

  private static final Path CASES = Path.of("src/test/resources/bad-input");

  @TempDir private Path folder;

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      List<Path> cases = files.sorted().toList();
      assertThat(cases).hasSizeGreaterThan(10);
      return cases.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyProblemIsSaidInOneLineWithItsPlaceAndNothingRuns(Path file) throws IOException {
    List<String> expected = new ArrayList<>();
    write("spec.yaml", Files.readString(file), expected);

    CommandLineRun run =
        CommandLineRun.of(
            "run",
            folder.resolve("spec.yaml").toString(),
            "--runs",
            folder.resolve("runs").toString());

    assertThat(run.err().stream().map(line -> line.replace(folder + "/", "")).toList())
        .containsExactlyElementsOf(expected);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  /** Writes the file, and what follows it in the case. */
  private void write(String name, String text, List<String> expected) throws IOException {
    int next = text.indexOf("==> ");
    String content = next < 0 ? text : text.substring(0, next);
    if (name.equals("says")) {
      expected.addAll(content.lines().toList());
    } else {
      Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    }
    if (next >= 0) {
      int lineEnd = text.indexOf('\n', next);
      write(text.substring(next + 4, lineEnd), text.substring(lineEnd + 1), expected);
    }
  }

  @Test
  void aRunsFolderThatCannotBeWrittenIsRefusedBeforeAnythingRuns() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"), "model: minilm\ndataset: facts\nanalyses: [pca]\n");
    Path file = Files.writeString(folder.resolve("file"), "");

    CommandLineRun run = CommandLineRun.of("run", spec.toString(), "--runs", file + "/runs");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .singleElement()
        .asString()
        .startsWith("command line: error: the runs folder " + file + "/runs cannot be written")
        .endsWith("choose another with --runs");
  }

  @Test
  void aMisspelledCommandAndOptionAreNamed() {
    assertThat(CommandLineRun.of("runn").err())
        .containsExactly(
            "command line: error: unknown command 'runn'; did you mean 'run'? (see: lamina --help)");
    assertThat(CommandLineRun.of("run", "--bogus").exitCode()).isEqualTo(2);
    assertThat(CommandLineRun.of("describe", "linear-prob").err())
        .containsExactly(
            "command line: error: unknown component 'linear-prob'; did you mean 'linear-probe'?"
                + " (see: lamina list)");
  }
}
