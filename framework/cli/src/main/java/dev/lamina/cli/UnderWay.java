package dev.lamina.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of the run that is under way, which the person is told when the process is stopped.
 */
final class UnderWay {

  private final LaminaCommand lamina;
  private volatile Optional<Path> folder = Optional.empty();

  UnderWay(LaminaCommand lamina) {
    this.lamina = lamina;
    Runtime.getRuntime().addShutdownHook(new Thread(() -> folder.ifPresent(this::stopped)));
  }

  private void stopped(Path run) {
    Signals.endAtOnce(); // publishing how far it came may take a moment
    PrintStream err = lamina.terminal().err();
    err.println("lamina: stopped before the end; so far: " + run);
    err.println("go on with it: " + NextCommand.resume(lamina, run));
  }

  void began(Path run) {
    folder = Optional.of(run);
  }

  /** Says that a tracker cannot be published to. */
  void away(String reason) {
    if (lamina.verbosity() != Logging.Verbosity.QUIET) {
      lamina
          .terminal()
          .err()
          .println(
              "lamina: %s; the run goes on, and is published when it can be".formatted(reason));
    }
  }

  void ended() {
    folder = Optional.empty();
  }

  /** Empty before a run has its folder, and after it. */
  Optional<Path> folder() {
    return folder;
  }
}
