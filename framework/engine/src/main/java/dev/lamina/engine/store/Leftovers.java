package dev.lamina.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Temporary files of processes that died while writing. */
final class Leftovers {

  /** A live writer touches its file far more often. */
  private static final Duration AGE = Duration.ofDays(1);

  private Leftovers() {}

  /**
   * Deletes the temporary files in a folder's sub-folders that nothing was written to for a day.
   */
  static void remove(Path folder) throws IOException {
    Instant oldest = Instant.now().minus(AGE);
    for (Path subfolder : list(folder)) {
      for (Path file : Files.isDirectory(subfolder) ? list(subfolder) : List.<Path>of()) {
        String name = file.getFileName().toString();
        if (name.startsWith(".") && name.endsWith(".tmp") && modified(file).isBefore(oldest)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static Instant modified(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (NoSuchFileException goneMeanwhile) {
      return Instant.MAX;
    }
  }
}
