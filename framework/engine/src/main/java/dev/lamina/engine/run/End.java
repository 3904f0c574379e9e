package dev.lamina.engine.run;

import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.journal.RunState;
import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a run, journalled once: by the run itself, or as interrupted when the process ends.
 */
public final class End implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(End.class);

  private final RunFolder folder;
  private final Thread hook = new Thread(() -> write(RunState.INTERRUPTED, ""));
  private boolean ended;

  private End(RunFolder folder) {
    this.folder = folder;
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      throw new RunFailedException("stopped before it began", e);
    }
  }

  /** What a run does. */
  @FunctionalInterface
  public interface Work<T> {

    T run() throws IOException;
  }

  /**
   * Does a run's work and journals how it ended.
   *
   * @param failure why the run failed although its work is done; empty if it did not
   * @throws RunFailedException if the work fails, or the process is ending
   */
  public static <T> T after(RunFolder folder, Work<T> work, Function<T, String> failure) {
    try (End end = new End(folder)) {
      try {
        T result = work.run();
        String reason = failure.apply(result);
        if (!end.write(reason.isEmpty() ? RunState.FINISHED : RunState.FAILED, reason)) {
          waitForTheProcessToEnd();
        }
        return result;
      } catch (RuntimeException | Error | IOException e) {
        LOG.error("the run failed", e);
        throw end.failed(e);
      }
    }
  }

  private RuntimeException failed(Throwable e) {
    RuntimeException failure = failure(e);
    try {
      write(RunState.FAILED, String.valueOf(e.getMessage()));
    } catch (RunFailedException unwritten) {
      failure.addSuppressed(unwritten); // the disk is full, say: the first failure says why
    }
    return failure;
  }

  private static RuntimeException failure(Throwable e) {
    if (e instanceof OutOfMemoryError) {
      return new RunFailedException(
          "out of memory: give Java more, e.g. LAMINA_OPTS=-Xmx8g, or fewer prompts or layers", e);
    }
    return e instanceof RuntimeException known
        ? known
        : new RunFailedException(String.valueOf(e.getMessage()), e);
  }

  /** False if the run has ended otherwise. What cannot be journalled has not happened. */
  private synchronized boolean write(RunState state, String reason) {
    if (ended) {
      return false;
    }
    folder.end(state, reason);
    ended = true;
    return true;
  }

  /** The process is being stopped and the run has been called interrupted: it must not go on. */
  private static void waitForTheProcessToEnd() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("stopped", e);
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
