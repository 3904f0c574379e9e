package dev.lamina.cli;

import dev.lamina.api.service.Progress;
import java.io.PrintStream;

/** Where a command's results ({@code out}) and everything else ({@code err}) go. */
record Terminal(PrintStream out, PrintStream err) {

  Progress progress(Logging.Verbosity verbosity) {
    if (verbosity == Logging.Verbosity.QUIET) {
      return new NoProgress();
    }
    return System.console() == null ? new LineProgress(err) : new TerminalProgress(err);
  }
}
