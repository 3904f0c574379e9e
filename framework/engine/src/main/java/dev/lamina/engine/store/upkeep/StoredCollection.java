package dev.lamina.engine.store.upkeep;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Activations of one component of one model, in as many files as runs have written.
 *
 * @param model what people call it
 * @param positions which tokens are read and how they are pooled
 * @param dtype the type in which they are stored
 * @param layers those that any file has, ascending
 * @param prompts how many different ones there are
 * @param files not empty
 */
public record StoredCollection(
    String folder,
    String model,
    String component,
    String positions,
    String dtype,
    List<Integer> layers,
    int prompts,
    List<StoredFile> files) {

  public StoredCollection {
    layers = List.copyOf(layers);
    files = List.copyOf(files);
  }

  /** Bytes. */
  public long size() {
    return files.stream().mapToLong(StoredFile::size).sum();
  }

  /** When a run last read any of it. */
  public Instant lastUsed() {
    return files.stream().map(StoredFile::lastUsed).max(Comparator.naturalOrder()).orElseThrow();
  }
}
