package dev.lamina.plugins.transformers.source;

import dev.lamina.api.service.Environment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The folder of caches: what {@code LAMINA_HOME} names, by default {@code ~/.cache/lamina}.
 *
 * @param folder absolute
 */
public record LaminaHome(Path folder) {

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  /** The folder that the environment names. */
  public static LaminaHome of(Environment environment) {
    Path folder =
        environment
            .get("LAMINA_HOME")
            .filter(name -> !name.isBlank())
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home"), ".cache", "lamina"));
    return new LaminaHome(folder.toAbsolutePath().normalize());
  }

  /** A file's name for a text of any length and kind: the beginning of its SHA-256. */
  public String name(String of) {
    return new Fingerprints(this).of(of).substring(0, 32);
  }

  /**
   * Writes a file so that it has its name only when it is complete and on the disk. Of two
   * processes that write the same file, the later one wins.
   */
  public void write(Path file, Content content) throws IOException {
    Path folder = file.resolveSibling("").toAbsolutePath();
    Files.createDirectories(folder);
    Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
