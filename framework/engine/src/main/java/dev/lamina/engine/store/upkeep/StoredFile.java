package dev.lamina.engine.store.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * A file of the store.
 *
 * @param size bytes
 * @param lastUsed when a run last read it, or when it was written
 */
public record StoredFile(Path path, long size, Instant lastUsed) {

  static StoredFile of(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new StoredFile(path, attributes.size(), attributes.lastModifiedTime().toInstant());
  }
}
