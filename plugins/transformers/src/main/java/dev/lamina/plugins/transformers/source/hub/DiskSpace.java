package dev.lamina.plugins.transformers.source.hub;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.source.hub.http.HubException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Checks that a model fits on the disk before it is fetched. */
final class DiskSpace {

  private DiskSpace() {}

  static void require(Path folder, long bytes, String repository) throws HubException, IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free > 0 && bytes > free) { // some network file systems say 0
      throw HubException.lasting(
          "model %s needs %s more on the disk, but %s has %s free: free some space, or set HF_HUB_CACHE to a folder on another disk"
              .formatted(Quoted.of(repository), shown(bytes), folder, shown(free)));
    }
  }

  private static String shown(long bytes) {
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
