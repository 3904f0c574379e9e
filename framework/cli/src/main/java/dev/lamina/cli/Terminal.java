package dev.lamina.cli;

import dev.lamina.api.service.Progress;
import dev.lamina.cli.progress.LineProgress;
import dev.lamina.cli.progress.NoProgress;
import dev.lamina.cli.progress.TerminalProgress;
import java.io.PrintStream;

/** Where a command's results ({@code out}) and everything else ({@code err}) go. */
public record Terminal(PrintStream out, PrintStream err) {

  /** Set by the launcher, which can ask; Java's own answer differs between versions. */
  private static final String IS_TERMINAL = "lamina.terminal";

  Progress progress(Logging.Verbosity verbosity) {
    if (verbosity == Logging.Verbosity.QUIET) {
      return new NoProgress();
    }
    return Boolean.getBoolean(IS_TERMINAL) ? new TerminalProgress(err) : new LineProgress(err);
  }
}
