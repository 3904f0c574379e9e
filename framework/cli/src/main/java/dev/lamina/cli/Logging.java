package dev.lamina.cli;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.ConsoleHandler;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.jspecify.annotations.Nullable;

/** Where log lines go: nowhere until a run has a folder, then to its run.log; never to stdout. */
final class Logging {

  static {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
  }

  // a strong reference: the log manager holds loggers weakly
  private final Logger root = Logger.getLogger("");

  private Logging() {}

  /** Takes the log away from the terminal, unless it was asked for. */
  static Logging start(Verbosity verbosity) {
    LogManager.getLogManager().reset();
    Logging logging = new Logging();
    logging.root.setLevel(Level.INFO);
    if (verbosity == Verbosity.VERBOSE) {
      Handler terminal = new ConsoleHandler();
      terminal.setLevel(Level.ALL);
      logging.root.addHandler(terminal);
    }
    return logging;
  }

  /** Writes a run's log file from now on, beside the terminal, until it is closed. */
  Handler to(Path file) throws IOException {
    OutputStream out = Files.newOutputStream(file, CREATE, APPEND);
    Handler handler = new FlushingHandler(out);
    handler.setEncoding("UTF-8");
    root.addHandler(handler);
    return handler;
  }

  /** Ends a log file. */
  void end(Handler handler) {
    root.removeHandler(handler);
    handler.close();
  }

  /** Writes every line through, so that the log of a run that is killed is whole. */
  private static final class FlushingHandler extends StreamHandler {

    FlushingHandler(OutputStream out) {
      super(out, new SimpleFormatter());
      setErrorManager(new Unheard());
    }

    @Override
    public synchronized void publish(LogRecord line) {
      super.publish(line);
      flush();
    }
  }

  /** A log that cannot be written stops nothing; what is wrong with the disk, the run will say. */
  private static final class Unheard extends ErrorManager {

    @Override
    public synchronized void error(@Nullable String message, @Nullable Exception cause, int code) {}
  }

  /** How much is said. */
  enum Verbosity {
    QUIET,
    NORMAL,
    VERBOSE
  }
}
