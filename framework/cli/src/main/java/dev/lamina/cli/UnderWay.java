package dev.lamina.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of the run that is under way, which the person is told when the process is stopped.
 */
final class UnderWay {

  private final Terminal terminal;
  private volatile Optional<Path> folder = Optional.empty();

  UnderWay(Terminal terminal) {
    this.terminal = terminal;
    Runtime.getRuntime().addShutdownHook(new Thread(() -> folder.ifPresent(this::stopped)));
  }

  private void stopped(Path run) {
    terminal.err().println("lamina: stopped before the end; so far: " + run);
    terminal.err().println("go on with it: lamina resume " + run.getFileName());
  }

  void began(Path run) {
    folder = Optional.of(run);
  }

  void ended() {
    folder = Optional.empty();
  }

  /** Empty before a run has its folder, and after it. */
  Optional<Path> folder() {
    return folder;
  }
}
