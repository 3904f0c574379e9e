package dev.lamina.engine.store;

import dev.lamina.engine.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that were found damaged: kept for whoever wants to know why, and never read again. */
public final class Damaged {

  private static final String SUFFIX = ".damaged";

  private Damaged() {}

  /** Renames a file so that nobody reads it; says as a part of a sentence what became of it. */
  public static String setAside(Path file) {
    try {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + SUFFIX),
          StandardCopyOption.REPLACE_EXISTING);
      return "set aside as *.damaged";
    } catch (IOException e) {
      return "left in place (" + Reason.of(e) + ")";
    }
  }

  /** Whether a name is that of a file that was set aside. */
  public static boolean isName(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX);
  }
}
