package dev.lamina.engine.store.disk;

import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Amounts of disk space in words. */
public final class Space {

  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Space() {}

  /** Why nothing could be written to a folder, and how much would fit. */
  public static RunFailedException writeFailed(Path folder, IOException failure) {
    return new RunFailedException(
        "activations cannot be written to %s: %s (%s are free there)"
            .formatted(folder, Reason.of(failure), text(folder.toFile().getUsableSpace())),
        failure);
  }

  /**
   * Says so if a folder's disk has no room.
   *
   * @param folder need not exist yet
   */
  public static Optional<String> lack(Path folder, long bytes) {
    Path there = folder.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    long free;
    try {
      free = Files.getFileStore(there).getUsableSpace();
    } catch (IOException e) {
      return Optional.empty(); // not known
    }
    return bytes > free
        ? Optional.of(
            "about %s will be written to %s, where %s are free; free some space, choose another folder with --runs, or capture fewer layers"
                .formatted(text(bytes), folder, text(free)))
        : Optional.empty();
  }

  /** {@code 12.3 GiB}. */
  public static String text(long bytes) {
    double amount = bytes / 1024.0;
    int unit = 0;
    while (amount >= 1000 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }
}
