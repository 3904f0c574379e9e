package dev.lamina.plugins.datasets.table;

import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A UTF-8 text file that the spec names. What is wrong with the file as a whole is reported at the
 * key that names it, what is wrong inside at the place in the file.
 *
 * @param key the spec's key
 */
public record TextFile(String key, Path path) {

  private static final long MOST_BYTES = 1L << 31;
  private static final int MOST_NEIGHBOURS = 1000;

  /** Reads a file's text. */
  public interface Reading<T> {
    T read(BufferedReader text, FileProblems problems) throws IOException;
  }

  /** The file's content, as far as it could be read; empty if none of it could. */
  public <T> Optional<T> read(Problems problems, Reading<T> reading) {
    try (FileProblems inFile = new FileProblems(path.toString(), problems)) {
      Optional<String> obstacle = obstacle();
      if (obstacle.isPresent()) {
        problems.error(key, obstacle.get());
        return Optional.empty();
      }
      return decoded(inFile, reading);
    } catch (IOException e) {
      problems.error(key, "cannot read " + Quoted.of(path) + ": " + Quoted.bare(reason(e)));
      return Optional.empty();
    }
  }

  private <T> Optional<T> decoded(FileProblems inFile, Reading<T> reading) throws IOException {
    try (BufferedReader text = Utf8.reader(Files.newInputStream(path))) {
      return Optional.of(reading.read(text, inFile));
    } catch (CharacterCodingException e) {
      try (InputStream bytes = Files.newInputStream(path)) {
        Utf8.Malformed found = Utf8.firstMalformed(bytes).orElseThrow(() -> e);
        inFile.error(
            found.line(),
            found.column(),
            "byte 0x%02X is not UTF-8 here; save the file as UTF-8".formatted(found.value()));
        return Optional.empty();
      }
    }
  }

  private Optional<String> obstacle() throws IOException {
    String name = Quoted.of(path);
    if (Files.isDirectory(path)) {
      return Optional.of(name + " is a folder; name a file in it");
    }
    if (!Files.exists(path)) {
      return Optional.of("there is no file " + name + NearNames.hint(fileName(), neighbours()));
    }
    if (!Files.isRegularFile(path)) {
      return Optional.of(name + " is not a regular file");
    }
    if (!Files.isReadable(path)) {
      return Optional.of("the file " + name + " may not be read; check its permissions");
    }
    if (Files.size(path) > MOST_BYTES) {
      return Optional.of(
          "the file %s has %.1f GiB, and at most 2 GiB are read; split it"
              .formatted(name, Files.size(path) / (double) (1L << 30)));
    }
    return Optional.empty();
  }

  private String fileName() {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private List<String> neighbours() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isReadable(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .limit(MOST_NEIGHBOURS)
          .map(file -> String.valueOf(file.getFileName()))
          .sorted()
          .toList();
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
