package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.Problem.Severity;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.problem.InvalidSpecException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class FailuresTest {

  private final Console console = new Console();

  @Test
  void everythingWrongWithASpecIsALineAndTheCodeIsTwo() {
    int code =
        fail(
            new InvalidSpecException(
                List.of(
                    new Problem(Severity.ERROR, new Location("a.yaml", 3, 5), "unknown key 'x'"),
                    new Problem(Severity.WARNING, new Location("a.yaml", 4, 1), "few prompts"))));

    assertThat(code).isEqualTo(2);
    assertThat(console.err())
        .containsExactly("a.yaml:3:5: error: unknown key 'x'", "a.yaml:4:1: warning: few prompts");
  }

  @Test
  void aFailedRunIsItsSentenceAndTheCodeIsOne() {
    assertThat(fail(new RunFailedException("layer 3 of resid_post has NaN"))).isEqualTo(1);

    assertThat(console.err()).containsExactly("lamina: error: layer 3 of resid_post has NaN");
  }

  @Test
  void aFileThatCannotBeReadIsItsSentenceAndTheCodeIsOne() {
    assertThat(fail(new IOException("runs/a is not a run folder"))).isEqualTo(1);

    assertThat(console.err()).containsExactly("lamina: error: runs/a is not a run folder");
  }

  @Test
  void anythingElseIsCalledAFaultAndTheCodeIsOne() {
    assertThat(fail(new IllegalStateException("no rows"))).isEqualTo(1);

    assertThat(console.err())
        .containsExactly(
            "lamina: error: java.lang.IllegalStateException: no rows (this is a fault in Lamina"
                + " or a plugin; --verbose shows where)");
  }

  static Stream<Exception> failures() {
    return Stream.of(
        new InvalidSpecException(Location.COMMAND_LINE, "x"),
        new RunFailedException("x", new IOException("y")),
        new IOException("x"),
        new IllegalStateException("x"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aStackTraceIsShownIfAskedForAlone(Exception failure) {
    fail(failure);
    assertThat(console.err()).hasSize(1).noneMatch(line -> line.startsWith("\tat "));

    fail(failure, "--verbose");
    assertThat(console.err()).anyMatch(line -> line.startsWith("\tat dev.lamina.cli."));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anErrorIsALineTooAndSaysWhatToDo(Error error, String words) {
    int code = new Failures(lamina()).handleError(error);

    assertThat(code).isEqualTo(1);
    assertThat(console.err()).singleElement().asString().isEqualTo("lamina: error: " + words);
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(
            new OutOfMemoryError("Java heap space"),
            "out of memory: give Java more, e.g. LAMINA_OPTS=-Xmx8g"),
        Arguments.of(
            new UnsatisfiedLinkError("no torch"),
            "a library does not load on this machine: java.lang.UnsatisfiedLinkError: no torch"),
        Arguments.of(
            new StackOverflowError(),
            "java.lang.StackOverflowError (this is a fault in Lamina or a plugin; --verbose shows"
                + " where)"));
  }

  private int fail(Exception failure, String... arguments) {
    LaminaCommand lamina = lamina();
    CommandLine commandLine =
        new CommandLine(lamina).setAllowSubcommandsAsOptionParameters(true); // as Main does
    return new Failures(lamina)
        .handleExecutionException(failure, commandLine, commandLine.parseArgs(arguments));
  }

  private LaminaCommand lamina() {
    return new LaminaCommand(console.terminal());
  }
}
