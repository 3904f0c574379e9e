package dev.lamina.engine.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Reads a run that is under way again and again; each time costs what has been appended since. */
public final class RunTail {

  private final Path folder;
  private final JournalTail journal;

  /** Of the run in a folder. */
  public RunTail(Path folder) {
    this.folder = folder;
    this.journal = new JournalTail(folder.resolve(RunFolder.JOURNAL));
  }

  /** The run's folder. */
  public Path folder() {
    return folder;
  }

  /** The run as it stands. */
  public PastRun read() throws IOException {
    return PastRun.of(folder, journal.read());
  }
}
