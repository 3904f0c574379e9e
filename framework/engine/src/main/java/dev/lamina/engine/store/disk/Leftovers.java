package dev.lamina.engine.store.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Temporary files of processes that died while writing. */
public final class Leftovers {

  /** A live writer touches its file far more often. */
  private static final Duration AGE = Duration.ofDays(1);

  private Leftovers() {}

  /** The temporary files in a folder's sub-folders that nothing was written to for a day. */
  public static List<Path> in(Path folder) throws IOException {
    Instant oldest = Instant.now().minus(AGE);
    List<Path> leftovers = new ArrayList<>();
    for (Path subfolder : Listing.of(folder)) {
      for (Path file : Listing.of(subfolder)) {
        String name = file.getFileName().toString();
        if (name.startsWith(".") && name.endsWith(".tmp") && modified(file).isBefore(oldest)) {
          leftovers.add(file);
        }
      }
    }
    return leftovers;
  }

  private static Instant modified(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (NoSuchFileException goneMeanwhile) {
      return Instant.MAX;
    }
  }
}
