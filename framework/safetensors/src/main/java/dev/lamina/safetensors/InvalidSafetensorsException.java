package dev.lamina.safetensors;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not safetensors, or is damaged. The message is {@code FILE: REASON} in one line. */
public final class InvalidSafetensorsException extends IOException {

  private final transient Path file;
  private final String reason;

  InvalidSafetensorsException(Path file, String reason) {
    super(file + ": " + reason);
    this.file = file;
    this.reason = reason;
  }

  /** The file as it was named. */
  public Path file() {
    return file;
  }

  /** What is wrong with it, a sentence without the file's name and without a final period. */
  public String reason() {
    return reason;
  }
}
