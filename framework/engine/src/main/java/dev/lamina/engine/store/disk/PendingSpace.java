package dev.lamina.engine.store.disk;

import dev.lamina.api.problem.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Disk space that open writers will still need, so that three components that are written at a time
 * do not each count on the same free space.
 */
public final class PendingSpace {

  private final AtomicLong pending = new AtomicLong();

  /** What one writer still needs. */
  public final class Share {
    private final AtomicLong left;

    private Share(long bytes) {
      this.left = new AtomicLong(bytes);
    }

    /** Counts bytes that are on the disk now. */
    public void used(long bytes) {
      left.addAndGet(-bytes);
      pending.addAndGet(-bytes);
    }

    /** Gives back what was not used. */
    public void release() {
      pending.addAndGet(-left.getAndSet(0));
    }
  }

  /**
   * Takes a share of the free space.
   *
   * @param what names the activations in the message
   * @throws RunFailedException if there is not enough
   */
  public Share take(Path folder, long bytes, String what) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace() - pending.get();
    if (bytes > free) {
      throw new RunFailedException(
          "%s need %s in %s, where %s are free; free some space, choose another folder with --runs,"
                  .formatted(what, Space.text(bytes), folder, Space.text(Math.max(0, free)))
              + " or capture fewer layers");
    }
    pending.addAndGet(bytes);
    return new Share(bytes);
  }
}
