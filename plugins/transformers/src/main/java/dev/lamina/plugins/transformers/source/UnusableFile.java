package dev.lamina.plugins.transformers.source;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Why a path is not a file that can be read. */
final class UnusableFile {

  private UnusableFile() {}

  /** The reason as a sentence; empty if the file can be read. */
  static Optional<String> reason(Path file) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("the file is missing");
    }
    if (!Files.exists(file)) {
      return Optional.of("this is a link that leads to no file");
    }
    if (Files.isDirectory(file)) {
      return Optional.of("this is a folder instead of a file");
    }
    // a pipe, for one, would be waited for
    if (!Files.isRegularFile(file)) {
      return Optional.of("this is a device or a pipe instead of a file");
    }
    return Files.isReadable(file)
        ? Optional.empty()
        : Optional.of("you may not read the file (permission denied)");
  }
}
