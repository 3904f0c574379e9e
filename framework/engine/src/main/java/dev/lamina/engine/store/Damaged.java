package dev.lamina.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that were found damaged: kept for whoever wants to know why, and never read again. */
public final class Damaged {

  private static final String SUFFIX = ".damaged";

  private Damaged() {}

  /** Renames a file so that nobody reads it. */
  public static void setAside(Path file) throws IOException {
    Files.move(
        file,
        file.resolveSibling(file.getFileName() + SUFFIX),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Whether a name is that of a file that was set aside. */
  public static boolean isName(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX);
  }
}
