package dev.lamina.engine.store.upkeep;

import dev.lamina.engine.store.Damaged;
import dev.lamina.engine.store.segment.DamagedSegmentException;
import dev.lamina.engine.store.segment.SegmentReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What reading every segment and holding it against its hash has shown.
 *
 * @param whole the files that are as they were written
 * @param damaged those that are not, which were set aside
 */
public record Verification(List<StoredFile> whole, List<Finding> damaged) {

  /**
   * A damaged file.
   *
   * @param path where it was
   * @param reason as a part of a sentence
   * @param outcome what became of it, as a part of a sentence
   */
  public record Finding(Path path, String reason, String outcome) {}

  /** Verifies the store of a runs folder. */
  public static Verification of(Path runsFolder) throws IOException {
    Inventory inventory = Inventory.of(runsFolder);
    List<StoredFile> whole = new ArrayList<>();
    List<Finding> damaged = new ArrayList<>();
    List<StoredFile> files =
        Stream.of(inventory.segments(), inventory.unreadable()).flatMap(List::stream).toList();
    for (StoredFile file : files) {
      try {
        SegmentReader.header(file.path(), (prompt, address) -> {});
        SegmentReader.checkHash(file.path());
        whole.add(file);
      } catch (DamagedSegmentException e) {
        damaged.add(new Finding(file.path(), e.reason(), Damaged.setAside(file.path())));
      } catch (NoSuchFileException e) {
        // another process has pruned it
      }
    }
    return new Verification(whole, damaged);
  }
}
