package dev.lamina.engine.store.upkeep;

import dev.lamina.engine.store.disk.Listing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A built-in model that was put where it can be mapped; it is put there again when it is missing.
 *
 * @param size bytes
 */
public record ModelCopy(String name, Path folder, long size) {

  /**
   * Those in the folder that {@code LAMINA_HOME} names, by default {@code ~/.cache/lamina}.
   *
   * @param environment variables
   */
  public static List<ModelCopy> all(Map<String, String> environment) throws IOException {
    String named = environment.getOrDefault("LAMINA_HOME", "");
    Path home =
        named.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache", "lamina")
            : Path.of(named);
    List<ModelCopy> copies = new ArrayList<>();
    for (Path folder : Listing.of(home.resolve("models").toAbsolutePath().normalize())) {
      copies.add(new ModelCopy(folder.getFileName().toString(), folder, size(folder)));
    }
    return copies;
  }

  private static long size(Path folder) throws IOException {
    long size = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return size;
  }
}
