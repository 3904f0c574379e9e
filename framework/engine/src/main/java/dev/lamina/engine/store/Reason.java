package dev.lamina.engine.store;

import dev.lamina.api.problem.RunFailedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Why a file operation failed, in words that fit into a sentence. */
final class Reason {

  private Reason() {}

  static String of(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "the folder does not exist (any more)";
    }
    if (failure instanceof NotDirectoryException) {
      return "it is not a folder";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  static RunFailedException writeFailed(Path folder, IOException failure) {
    String free = Space.text(folder.toFile().getUsableSpace());
    return new RunFailedException(
        "activations cannot be written to %s: %s (%s are free there)"
            .formatted(folder, of(failure), free),
        failure);
  }
}
