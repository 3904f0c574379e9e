package dev.lamina.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

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
    for (Path subfolder : Listing.of(folder)) {
      for (Path file : Listing.of(subfolder)) {
        String name = file.getFileName().toString();
        if (name.startsWith(".") && name.endsWith(".tmp") && modified(file).isBefore(oldest)) {
          Files.deleteIfExists(file);
        }
      }
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
