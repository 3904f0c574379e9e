package dev.lamina.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a process runs the run of a folder. It ends with the process, however that ends. The
 * file is of its own, as the system gives a file's locks back when any of its readers closes it.
 */
final class RunLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
  private static final String NAME = ".lock";

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Empty if a process has it. */
  static Optional<RunLock> take(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() == null) {
          channel.close();
          return Optional.empty();
        }
      } catch (OverlappingFileLockException e) { // this process has it
        channel.close();
        return Optional.empty();
      } catch (IOException e) {
        LOG.warn("{} cannot be locked here; do not run it twice at a time", folder, e);
        return Optional.of(new RunLock(file, channel));
      }
      if (isAt(file, channel)) {
        return Optional.of(new RunLock(file, channel));
      }
      channel.close(); // its owner has deleted it meanwhile
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
    try {
      Files.deleteIfExists(file);
      channel.close();
    } catch (IOException e) {
      LOG.warn("{} is left", file, e);
    }
  }
}
