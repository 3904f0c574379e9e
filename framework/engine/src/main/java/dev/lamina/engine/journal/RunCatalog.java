package dev.lamina.engine.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The runs in a runs folder. */
public final class RunCatalog {

  private final Path runs;

  public RunCatalog(Path runs) {
    this.runs = runs;
  }

  /** Which run a word on the command line means. */
  public static final class NoSuchRunException extends Exception {

    NoSuchRunException(String message) {
      super(message);
    }
  }

  /** All runs' folders, oldest first. */
  public List<Path> folders() throws IOException {
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (Stream<Path> names = Files.list(runs)) {
      for (Path name : names.filter(RunCatalog::visible).toList()) {
        try (Stream<Path> ids = Files.list(name)) {
          ids.filter(RunCatalog::isRun).forEach(found::add);
        }
      }
    }
    found.sort(Comparator.comparing(folder -> folder.getFileName().toString()));
    return found;
  }

  /**
   * Finds a run by its id, the beginning of one, a name (its latest), NAME/ID, a folder, or {@code
   * latest} of all.
   *
   * @throws NoSuchRunException with a sentence that says what there is
   */
  public Path find(String word) throws IOException, NoSuchRunException {
    for (Path folder : places(word)) {
      if (Files.isRegularFile(folder.resolve(RunFolder.JOURNAL))) {
        return folder.toRealPath();
      }
    }
    List<Path> all = folders();
    List<Path> named = all.stream().filter(run -> nameOf(run).equals(word)).toList();
    if (!named.isEmpty()) {
      return latest(named);
    }
    if (word.equals(RunFolder.LATEST) && !all.isEmpty()) {
      return latest(all);
    }
    List<Path> begun =
        all.stream().filter(run -> run.getFileName().toString().startsWith(word)).toList();
    if (begun.size() == 1) {
      return begun.get(0);
    }
    throw new NoSuchRunException(
        begun.isEmpty()
            ? "no run '" + word + "' in " + runs + " (see: lamina runs)"
            : "'" + word + "' is the beginning of " + begun.size() + " runs' ids: give more of it");
  }

  /** The newest that is no child of a sweep. */
  private static Path latest(List<Path> named) throws IOException {
    for (int i = named.size() - 1; i > 0; i--) {
      try {
        if (!RunOutline.read(named.get(i)).tags().containsKey(PastRun.PARENT_TAG)) {
          return named.get(i);
        }
      } catch (NotARunException e) {
        // stopped as it began
      }
    }
    return named.get(0);
  }

  private String nameOf(Path run) {
    return runs.relativize(run).getName(0).toString();
  }

  /** As a folder; no place if the word cannot be a path here. */
  private List<Path> places(String word) {
    try {
      return List.of(Path.of(word), runs.resolve(word));
    } catch (InvalidPathException e) {
      return List.of();
    }
  }

  private static boolean visible(Path folder) {
    return Files.isDirectory(folder) && !folder.getFileName().toString().startsWith(".");
  }

  private static boolean isRun(Path folder) {
    return !Files.isSymbolicLink(folder) && Files.isRegularFile(folder.resolve(RunFolder.JOURNAL));
  }
}
