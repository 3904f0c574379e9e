package dev.lamina.plugins.transformers.reference;

import dev.lamina.api.problem.Quoted;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why Python did not do it, in one sentence with the way out. */
final class PythonFailure {

  private static final Pattern NO_MODULE = Pattern.compile("No module named '([\\w.]+)'");
  private static final int KILLED = 128 + 9;

  private PythonFailure() {}

  static IOException notStarted(String interpreter, IOException cause) {
    return new IOException(
        "%s cannot be started; install Python 3 with the packages torch and transformers, or name an"
                .formatted(Quoted.bare(interpreter))
            + " interpreter that has them in the environment variable "
            + PythonJob.VARIABLE,
        cause);
  }

  /**
   * Of a program that ended with an error.
   *
   * @param lastLine of its standard error
   */
  static IOException of(String interpreter, int exitCode, String lastLine) {
    String python = Quoted.bare(interpreter);
    Matcher missing = NO_MODULE.matcher(lastLine);
    if (missing.find()) {
      return new IOException(
          "%s has no module %s; install what is needed with  %s -m pip install torch transformers  or name"
                  .formatted(python, Quoted.of(missing.group(1)), python)
              + " an interpreter that has it in the environment variable "
              + PythonJob.VARIABLE);
    }
    if (exitCode == KILLED) {
      return new IOException(
          python + " was killed while it ran transformers, perhaps because memory ran out");
    }
    return new IOException(
        "%s could not run the model with transformers (exit code %d): %s"
            .formatted(
                python, exitCode, lastLine.isEmpty() ? "it said nothing" : Quoted.bare(lastLine)));
  }
}
