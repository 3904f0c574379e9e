package dev.lamina.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a process runs the run of a folder. It ends with the process, however that ends. The
 * file is of its own, as the system gives a file's locks back when any of its readers closes it.
 */
final class RunLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
  private static final String NAME = ".lock";
  private static final int ATTEMPTS = 3;

  /**
   * Those of this process: it must not open them again to see whether they are held. Whoever looks
   * or changes anything holds this set's monitor.
   */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
    HELD.add(file);
  }

  /** Whether a process runs the run of a folder; needs no right to write there. */
  static boolean isHeld(Path folder) throws IOException {
    Path file = folder.toRealPath().resolve(NAME);
    synchronized (HELD) {
      if (HELD.contains(file)) {
        return true;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
          FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
        return lock == null;
      } catch (NoSuchFileException e) {
        return false;
      } catch (IOException e) {
        LOG.warn("{} cannot be locked here", folder, e);
        return false;
      }
    }
  }

  /** Empty if a process has it. */
  static Optional<RunLock> take(Path folder) throws IOException {
    Path file = folder.toRealPath().resolve(NAME);
    synchronized (HELD) {
      return HELD.contains(file) ? Optional.empty() : takeFile(file);
    }
  }

  private static Optional<RunLock> takeFile(Path file) throws IOException {
    int attempt = 1;
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          if (isAt(file, channel)) {
            return Optional.of(new RunLock(file, channel));
          } // otherwise its owner has deleted it meanwhile
        } else if (attempt++ == ATTEMPTS) {
          channel.close();
          return Optional.empty();
        } else {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20)); // it may only be looked at
        }
      } catch (IOException e) {
        LOG.warn("{} cannot be locked here; do not run it twice at a time", file, e);
        return Optional.of(new RunLock(file, channel));
      }
      channel.close();
    }
  }

  /**
   * Whether a locked file still has its name: it is given a size that hardly another has. The file
   * itself must not be opened again, as closing it would give the lock back.
   */
  private static boolean isAt(Path file, FileChannel channel) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(new byte[1]), ThreadLocalRandom.current().nextInt(1 << 20));
    try {
      return Files.size(file) == channel.size();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void close() {
    synchronized (HELD) {
      try (channel) {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warn("{} is left", file, e);
      } finally {
        HELD.remove(file);
      }
    }
  }
}
