package dev.lamina.plugins.transformers.weights;

import dev.lamina.api.problem.Quoted;
import dev.lamina.api.problem.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How files of weights were when they were inspected. Loaded later, they must still be the same, or
 * the numbers are not those of the model that the results name.
 */
public final class FileStates {

  private final Map<Path, State> states;

  /**
   * A file's state, as far as the file system tells it without reading.
   *
   * @param key tells one file from another that took its place
   */
  private record State(long size, FileTime changed, String key) {
    static State of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new State(
          attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
    }
  }

  private FileStates(Map<Path, State> states) {
    this.states = states;
  }

  /** The present state of the files that hold tensors. */
  public static FileStates of(List<StoredTensor> tensors) throws IOException {
    Map<Path, State> states = new LinkedHashMap<>();
    for (StoredTensor tensor : tensors) {
      if (!states.containsKey(tensor.file())) {
        states.put(tensor.file(), State.of(tensor.file()));
      }
    }
    return new FileStates(states);
  }

  /**
   * What is read from files that are the same before and after.
   *
   * @throws RunFailedException if one is not
   */
  public <T> T unchanged(Supplier<T> reading) {
    requireUnchanged();
    T read = reading.get();
    requireUnchanged();
    return read;
  }

  /**
   * Checks that the files are as they were.
   *
   * @throws RunFailedException if one is not
   */
  public void requireUnchanged() {
    states.forEach(FileStates::requireUnchanged);
  }

  private static void requireUnchanged(Path file, State before) {
    State now;
    try {
      now = State.of(file);
    } catch (IOException e) {
      throw new RunFailedException("%s cannot be read: %s".formatted(file, Quoted.bare(e)), e);
    }
    if (!now.equals(before)) {
      throw new RunFailedException(
          file + " changed after it was inspected; start again when it stays as it is");
    }
  }
}
