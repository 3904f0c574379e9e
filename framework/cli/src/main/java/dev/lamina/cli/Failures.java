package dev.lamina.cli;

import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.problem.InvalidSpecException;
import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Words what went wrong, and chooses the exit code. A stack trace is shown only if asked for. */
final class Failures implements IExecutionExceptionHandler {

  private final LaminaCommand lamina;

  Failures(LaminaCommand lamina) {
    this.lamina = lamina;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintStream err = lamina.terminal().err();
    if (lamina.verbosity() == Logging.Verbosity.VERBOSE) {
      e.printStackTrace(err);
    }
    if (e instanceof InvalidSpecException invalid) {
      for (Problem problem : invalid.problems()) {
        err.println(problem);
      }
      return ExitCode.INVALID;
    }
    if (e instanceof RunFailedException) {
      err.println("lamina: error: " + e.getMessage());
      return ExitCode.FAILED;
    }
    if (e instanceof IOException) {
      err.println("lamina: error: " + e.getMessage());
      return ExitCode.FAILED;
    }
    fault(e);
    return ExitCode.FAILED;
  }

  /** Words an error: a native library that does not load, no memory, a fault. */
  int handleError(Error e) {
    PrintStream err = lamina.terminal().err();
    if (lamina.verbosity() == Logging.Verbosity.VERBOSE) {
      e.printStackTrace(err);
    }
    if (e instanceof OutOfMemoryError) {
      err.println("lamina: error: out of memory: give Java more, e.g. LAMINA_OPTS=-Xmx8g");
    } else if (e instanceof LinkageError) {
      err.println("lamina: error: a library does not load on this machine: " + e);
    } else {
      fault(e);
    }
    return ExitCode.FAILED;
  }

  private void fault(Throwable e) {
    lamina
        .terminal()
        .err()
        .println(
            "lamina: error: %s (this is a fault in Lamina or a plugin; --verbose shows where)"
                .formatted(e));
  }
}
