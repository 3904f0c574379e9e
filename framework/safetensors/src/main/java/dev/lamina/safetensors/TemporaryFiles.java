package dev.lamina.safetensors;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The files that this process is writing. When it is stopped they are deleted, and no more are
 * created: threads go on until the very end.
 */
final class TemporaryFiles {

  private static final Set<Path> OPEN = new HashSet<>();
  private static boolean stopped;

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFiles::stop));
    } catch (IllegalStateException e) {
      stopped = true; // the process is ending already
    }
  }

  private TemporaryFiles() {}

  /**
   * Creates a file to read and write.
   *
   * @throws IOException if it cannot be, or the process is being stopped
   */
  static synchronized FileChannel create(Path file) throws IOException {
    if (stopped) {
      throw new IOException("the process is being stopped");
    }
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    OPEN.add(file);
    return channel;
  }

  /** Deletes a file unless it was renamed. */
  static synchronized void delete(Path file) throws IOException {
    OPEN.remove(file);
    Files.deleteIfExists(file);
  }

  private static synchronized void stop() {
    stopped = true;
    for (Path file : OPEN) {
      file.toFile().delete(); // what cannot be deleted stays for `lamina cache prune`
    }
  }
}
