package dev.lamina.engine.store.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which segments may go: those that fit all that is asked for, the least recently used first. What
 * no run reads goes in any case.
 *
 * @param unusedFor only what no run has read for so long
 * @param keep only as much as makes the segments take no more than so many bytes
 * @param model only that of one model, as people call it
 */
public record Pruning(Optional<Duration> unusedFor, Optional<Long> keep, Optional<String> model) {

  /** Whether nothing is asked for, so that no segment goes. */
  public boolean isEmpty() {
    return unusedFor.isEmpty() && keep.isEmpty() && model.isEmpty();
  }

  /** What goes, in order. */
  public List<StoredFile> choose(Inventory inventory, Instant now) {
    List<StoredFile> chosen =
        new ArrayList<>(
            Stream.of(inventory.useless(), inventory.unreadable()).flatMap(List::stream).toList());
    if (isEmpty()) {
      return chosen;
    }
    long left = inventory.segments().stream().mapToLong(StoredFile::size).sum();
    List<StoredFile> candidates =
        inventory.collections().stream()
            .filter(collection -> model.isEmpty() || collection.model().equals(model.get()))
            .flatMap(collection -> collection.files().stream())
            .filter(file -> unusedFor.isEmpty() || isUnused(file, now.minus(unusedFor.get())))
            .sorted(Comparator.comparing(StoredFile::lastUsed))
            .toList();
    for (StoredFile file : candidates) {
      if (keep.isPresent() && left <= keep.get()) {
        break;
      }
      chosen.add(file);
      left -= file.size();
    }
    return chosen;
  }

  private static boolean isUnused(StoredFile file, Instant since) {
    return file.lastUsed().isBefore(since);
  }

  /**
   * Deletes what was chosen, but for files that a run has read meanwhile or somebody else has
   * deleted.
   *
   * @return those that are gone
   */
  public static List<StoredFile> remove(List<StoredFile> chosen) throws IOException {
    List<StoredFile> removed = new ArrayList<>();
    for (StoredFile file : chosen) {
      try {
        if (!StoredFile.of(file.path()).lastUsed().isAfter(file.lastUsed())) {
          Files.delete(file.path());
          removed.add(file);
        }
      } catch (NoSuchFileException e) {
        // somebody else was faster
      }
    }
    return removed;
  }
}
