package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.engine.LaminaVersion;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.RunFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a command line is understood. */
class MainTest {

  private final Console console = new Console();

  @TempDir private Path folder;

  @Test
  void withoutACommandThereIsHelp() {
    assertThat(console.run()).isZero();

    assertThat(console.out()).anyMatch(line -> line.startsWith("Usage: lamina "));
    assertThat(console.err()).isEmpty();
  }

  @Test
  void helpNamesAllCommands() {
    assertThat(console.run("--help")).isZero();

    assertThat(console.out().stream().map(line -> line.strip().split(" ", -1)[0]))
        .contains(
            "run",
            "plan",
            "list",
            "describe",
            "parity",
            "cache",
            "schema",
            "runs",
            "report",
            "sync",
            "ui",
            "--jobs=N");
    assertThat(console.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "plan",
        "list",
        "describe",
        "parity",
        "cache",
        "schema",
        "runs",
        "report",
        "sync",
        "ui"
      })
  void everyCommandHasHelpWithTheCommonOptions(String command) {
    assertThat(console.run(command, "--help")).isZero();

    assertThat(console.out().get(0)).startsWith("Usage: lamina " + command);
    assertThat(String.join("\n", console.out()))
        .contains("--runs=DIR", "--plugins=DIR", "--fresh", "--offline", "--jobs=N")
        .contains("--threads=N", "--quiet", "--verbose", "--help", "--version");
    assertThat(console.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "runs --version"})
  void theVersionIsPrinted(String arguments) {
    assertThat(console.run(arguments.split(" ", -1))).isZero();

    assertThat(console.out()).containsExactly("lamina " + LaminaVersion.get());
    assertThat(console.err()).isEmpty();
  }

  @Test
  void optionsMayStandBeforeAndAfterTheCommand() {
    String id = aRun();

    for (List<String> order :
        List.of(
            List.of("--runs", folder.toString(), "runs"),
            List.of("runs", "--runs", folder.toString()),
            List.of("--quiet", "runs", "--threads=2", "--runs=" + folder, "--jobs", "3"))) {
      Console one = new Console();
      assertThat(one.run(order.toArray(String[]::new))).as("%s: %s", order, one.err()).isZero();
      assertThat(one.out()).as("%s", order).anyMatch(line -> line.startsWith(id));
    }
  }

  private String aRun() {
    try (RunFolder run = RunFolder.create(folder, "facts")) {
      run.journal().append(new Event.Started(run.id(), "facts", "", List.of()));
      return run.id();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--runs runs runs", "runs --runs runs"})
  void aFolderMayBeCalledAsACommandIs(String arguments) {
    assertThat(console.run(arguments.split(" ", -1))).isZero();

    assertThat(console.err()).containsExactly("no runs in runs");
    assertThat(console.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runn | unknown command 'runn'; did you mean 'run'? (see: lamina --help)",
        "help | unknown command 'help'; did you mean '--help'? (see: lamina --help)",
        "--verison | unknown option '--verison'; did you mean '--version'? (see: lamina --help)",
        "runs --jsn | unknown option '--jsn'; did you mean '--json'? (see: lamina runs --help)",
        "runs more | unknown argument 'more' (see: lamina runs --help)",
        "run | Missing required parameter: 'SPEC' (see: lamina run --help)",
        "parity | Missing required parameter: 'MODEL' (see: lamina parity --help)",
        "parity gpt --agianst x | unknown option '--agianst'; did you mean '--against'? (see: lamina parity --help)",
        "parity gpt dtype | 'dtype' is not key.path=value or ~key.path",
        "list --runs | Missing required parameter for option '--runs' (DIR) (see: lamina list --help)",
        "runs --threads 0 | --threads must be a whole number >= 1, but is '0' (see: lamina --help)",
        "--threads=-2 runs | --threads must be a whole number >= 1, but is '-2' (see: lamina --help)",
        "runs --threads two | --threads must be a whole number >= 1, but is 'two' (see: lamina --help)",
        "runs --jobs 0 | --jobs must be a whole number >= 1, but is '0' (see: lamina --help)",
        "--jobs 1.5 runs | --jobs must be a whole number >= 1, but is '1.5' (see: lamina --help)",
        "list modls | unknown kind 'modls'; did you mean 'models'? (there are: models, datasets, extractors, analyses, trackers)",
      })
  void aMistakeIsOneLineOnStandardErrorAndTheCodeIsTwo(String arguments, String words) {
    assertThat(console.run(arguments.split(" ", -1))).isEqualTo(2);

    assertThat(console.err()).containsExactly("command line: error: " + words);
    assertThat(console.out()).isEmpty();
  }

  @Test
  void aSpecThatDoesNotExistIsAMistakeToo() {
    String spec = folder.resolve("none.yaml").toString();

    assertThat(console.run("plan", spec, "--runs", folder.toString())).isEqualTo(2);

    assertThat(console.err()).singleElement().asString().startsWith(spec + ": error: ");
    assertThat(console.out()).isEmpty();
  }
}
