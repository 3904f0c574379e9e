package dev.lamina.engine.run;

import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.journal.RunState;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a run, journalled once: by the run itself, or as interrupted when the process ends.
 */
public final class End implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(End.class);

  private final RunFolder folder;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread hook = new Thread(() -> write(RunState.INTERRUPTED, ""));

  /**
   * Watches over a run from now on.
   *
   * @throws RunFailedException if the process is ending
   */
  public End(RunFolder folder) {
    this.folder = folder;
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      throw new RunFailedException("stopped before it began", e);
    }
  }

  /** Journals the end, unless it has been. */
  public void write(RunState state, String reason) {
    if (ended.compareAndSet(false, true)) {
      folder.journal().append(new Event.Ended(state, reason));
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("shutting down already", e);
    }
  }
}
