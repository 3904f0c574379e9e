package dev.lamina.plugins.transformers.source.hub.cache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two Lamina processes, or two threads of one, from fetching one blob twice. The file is the
 * one that Python locks, but on Unix Python takes flock and Java fcntl locks, which do not see each
 * other; therefore Lamina's unfinished files have names that Python does not use, and against
 * Python only the atomic rename at the end protects: at worst both fetch the same.
 */
public final class BlobLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BlobLock.class);
  private static final long POLL_MILLIS = 50;
  private static final long TELL_EVERY_MILLIS = 10_000;

  private final Optional<FileChannel> channel;

  private BlobLock(Optional<FileChannel> channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @throws InterruptedIOException if the thread is interrupted while it waits
   */
  static BlobLock acquire(Path file) throws InterruptedIOException {
    try {
      Files.createDirectories(file.resolveSibling(""));
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        letTheGroupWrite(file);
        await(channel, file);
        return new BlobLock(Optional.of(channel));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      LOG.debug("no locks can be had here", e); // some network file systems; read-only folders
      return new BlobLock(Optional.empty());
    }
  }

  /** Whether nobody else has it; without locks nothing can be said. */
  public boolean isHeld() {
    return channel.isPresent();
  }

  /** Other users of a shared cache must be able to lock it too: Python takes the same mode. */
  private static void letTheGroupWrite(Path file) {
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null) {
        view.setPermissions(PosixFilePermissions.fromString("rw-rw-r--"));
      }
    } catch (IOException e) {
      LOG.debug("the lock is another user's", e);
    }
  }

  private static void await(FileChannel channel, Path file) throws IOException {
    long waited = 0;
    while (!isFree(channel)) {
      if (waited % TELL_EVERY_MILLIS == 0) {
        LOG.info("another process fetches the same file; waiting for {}", file);
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for " + file);
      }
      waited += POLL_MILLIS;
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // another thread of this process
    }
  }

  @Override
  public void close() throws IOException {
    if (channel.isPresent()) {
      channel.get().close(); // which releases it
    }
  }
}
