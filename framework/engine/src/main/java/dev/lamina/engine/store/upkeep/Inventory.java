package dev.lamina.engine.store.upkeep;

import dev.lamina.engine.store.ActivationStore;
import dev.lamina.engine.store.Damaged;
import dev.lamina.engine.store.disk.Leftovers;
import dev.lamina.engine.store.disk.Listing;
import dev.lamina.engine.store.segment.DamagedSegmentException;
import dev.lamina.engine.store.segment.PromptAddress;
import dev.lamina.engine.store.segment.Segment;
import dev.lamina.engine.store.segment.SegmentHeader;
import dev.lamina.engine.store.segment.SegmentReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What lies in a store. Files that vanish while it is made are passed over.
 *
 * @param collections by model, component and positions
 * @param unreadable segments whose headers are damaged
 * @param useless what no run reads: damaged files that were set aside, those of older versions of
 *     Lamina, temporary ones of processes that died more than a day ago
 */
public record Inventory(
    List<StoredCollection> collections, List<StoredFile> unreadable, List<StoredFile> useless) {

  /** Older versions made a folder of a hash's first two digits. */
  private static final Pattern OLD_FOLDER = Pattern.compile("[0-9a-f]{2}");

  public Inventory {
    collections = List.copyOf(collections);
    unreadable = List.copyOf(unreadable);
    useless = List.copyOf(useless);
  }

  /** Looks through the store of a runs folder, which need not exist. */
  public static Inventory of(Path runsFolder) throws IOException {
    Path store = ActivationStore.folderIn(runsFolder);
    List<StoredCollection> collections = new ArrayList<>();
    List<StoredFile> unreadable = new ArrayList<>();
    List<Path> useless = new ArrayList<>(Leftovers.in(store));
    for (Path folder : Listing.of(store)) {
      boolean isOld = OLD_FOLDER.matcher(folder.getFileName().toString()).matches();
      List<Path> segments = new ArrayList<>();
      for (Path file : Listing.of(folder)) {
        if (Damaged.isName(file) || (isOld && Segment.isName(file))) {
          useless.add(file);
        } else if (Segment.isName(file)) {
          segments.add(file);
        }
      }
      collection(folder, segments, unreadable).ifPresent(collections::add);
    }
    collections.sort(
        Comparator.comparing(StoredCollection::model)
            .thenComparing(StoredCollection::component)
            .thenComparing(StoredCollection::positions)
            .thenComparing(StoredCollection::dtype));
    return new Inventory(collections, unreadable, sizes(useless));
  }

  private static Optional<StoredCollection> collection(
      Path folder, List<Path> segments, List<StoredFile> unreadable) throws IOException {
    Optional<SegmentHeader> newest = Optional.empty();
    Set<PromptAddress> prompts = new HashSet<>();
    Set<Integer> layers = new TreeSet<>();
    List<StoredFile> files = new ArrayList<>();
    for (Path file : segments) {
      try {
        StoredFile stored = StoredFile.of(file);
        try {
          SegmentHeader header =
              SegmentReader.header(file, (prompt, address) -> prompts.add(address));
          newest = Optional.of(header);
          layers.addAll(header.layers());
          files.add(stored);
        } catch (DamagedSegmentException e) {
          unreadable.add(stored);
        }
      } catch (NoSuchFileException e) {
        // another process has pruned it, or set it aside
      }
    }
    return newest.map(
        header ->
            new StoredCollection(
                folder.getFileName().toString(),
                header.model(),
                header.component(),
                header.positions(),
                header.dtype(),
                List.copyOf(layers),
                prompts.size(),
                files));
  }

  private static List<StoredFile> sizes(List<Path> files) throws IOException {
    List<StoredFile> sized = new ArrayList<>();
    for (Path file : files) {
      try {
        sized.add(StoredFile.of(file));
      } catch (NoSuchFileException e) {
        // another process has removed it
      }
    }
    return sized;
  }

  /** The segments that runs read. */
  public List<StoredFile> segments() {
    return collections.stream().flatMap(collection -> collection.files().stream()).toList();
  }

  /** Size of all files, bytes. */
  public long size() {
    return Stream.of(segments(), unreadable, useless)
        .flatMap(List::stream)
        .mapToLong(StoredFile::size)
        .sum();
  }
}
