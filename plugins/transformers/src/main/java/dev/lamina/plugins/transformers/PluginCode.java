package dev.lamina.plugins.transformers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Identifies this plugin's classes: activations that another version stored may have been computed
 * otherwise.
 */
final class PluginCode {

  private PluginCode() {}

  private static final class Once {
    private static final String FINGERPRINT = fingerprint(place());
  }

  /** Eight hexadecimal digits, the same for the same classes. */
  static String fingerprint() {
    return Once.FINGERPRINT;
  }

  private static Path place() {
    try {
      return Path.of(PluginCode.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("classes come from a file", e);
    }
  }

  /**
   * The same of any classes.
   *
   * @param place a folder or a jar
   */
  static String fingerprint(Path place) {
    try {
      CRC32 crc = new CRC32();
      for (String line : Files.isDirectory(place) ? ofFolder(place) : ofJar(place)) {
        crc.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return "%08x".formatted(crc.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line a class; the jar's directory has their checksums. */
  private static List<String> ofJar(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .filter(entry -> entry.getName().endsWith(".class"))
          .sorted(Comparator.comparing(JarEntry::getName))
          .map(entry -> entry.getName() + " " + entry.getCrc())
          .toList();
    }
  }

  private static List<String> ofFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(file -> folder.relativize(file).toString().replace('\\', '/') + " " + crc(file))
          .sorted()
          .toList();
    }
  }

  private static long crc(Path file) {
    CRC32 crc = new CRC32();
    try {
      crc.update(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return crc.getValue();
  }
}
