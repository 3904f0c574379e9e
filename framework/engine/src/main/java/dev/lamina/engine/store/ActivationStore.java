package dev.lamina.engine.store;

import dev.lamina.api.model.HookPoint;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.io.Reason;
import dev.lamina.engine.store.disk.Leftovers;
import dev.lamina.engine.store.disk.Listing;
import dev.lamina.engine.store.disk.PendingSpace;
import dev.lamina.engine.store.disk.Space;
import dev.lamina.engine.store.segment.Collection;
import dev.lamina.engine.store.segment.DamagedSegmentException;
import dev.lamina.engine.store.segment.PromptAddress;
import dev.lamina.engine.store.segment.Segment;
import dev.lamina.engine.store.segment.SegmentReader;
import dev.lamina.engine.store.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Activations that were computed before, by content: {@code
 * RUNS/.cache/activations/COLLECTION/TIME-RANDOM.safetensors}. A collection's segments appear whole
 * under their names and never change; several threads and processes may use one store. Of segments
 * up to 256 MiB the SHA-256 is checked when they are first used, of larger ones the header and the
 * size.
 */
public final class ActivationStore {

  private static final long HASHED_BELOW = 256L << 20;

  private final Path runsFolder;
  private final Path folder;
  private final Consumer<Problem> warnings;
  private final Set<Path> checked = ConcurrentHashMap.newKeySet();
  private final ReentrantLock computing = new ReentrantLock();
  private final PendingSpace space = new PendingSpace();
  private final AtomicBoolean leftoversRemoved = new AtomicBoolean();

  /**
   * The store of a runs folder, which need not exist yet.
   *
   * @param warnings takes what was found damaged and is computed again
   */
  public ActivationStore(Path runsFolder, Consumer<Problem> warnings) {
    this.runsFolder = runsFolder;
    this.folder = folderIn(runsFolder);
    this.warnings = warnings;
  }

  /** Where the activations of a runs folder are. */
  public static Path folderIn(Path runsFolder) {
    return runsFolder.resolve(".cache").resolve("activations");
  }

  /** Does something while no other thread does, so that two do not compute the same. */
  public void exclusively(Runnable work) {
    computing.lock();
    try {
      work.run();
    } finally {
      computing.unlock();
    }
  }

  /** Says so if the disk of the runs folder has no room for so many bytes. */
  public Optional<String> lackOfSpace(long bytes) {
    return Space.lack(runsFolder, bytes);
  }

  /**
   * Finds out what is stored of some prompts at some layers; of what is stored twice, the older
   * counts, so that a run that is repeated reads the same bits. A damaged segment is reported,
   * renamed to {@code *.damaged} and passed over.
   *
   * @param point where in the model the collection was captured
   * @param layers ascending; {@code [0]} and the last block for the components that exist once a
   *     model, as {@link dev.lamina.api.activation.Activations#layers()} has it
   */
  public Coverage find(
      Collection collection, HookPoint point, DistinctPrompts prompts, List<Integer> layers) {
    Coverage coverage = Coverage.none(prompts.size(), layers);
    for (Path file : oldestFirst(folder.resolve(collection.folder()))) {
      if (coverage.isComplete()) {
        break;
      }
      try {
        int[] slots = new int[prompts.size()];
        Arrays.fill(slots, -1);
        Segment segment =
            SegmentReader.read(
                file,
                collection,
                point,
                (slot, address) -> prompts.find(address).ifPresent(prompt -> slots[prompt] = slot));
        if (coverage.adds(segment.layers(), slots)) {
          checkHash(file);
          coverage = coverage.with(segment, slots);
        }
      } catch (DamagedSegmentException e) {
        setAside(file, e.reason());
      } catch (NoSuchFileException e) {
        // another process has pruned it, or set it aside
      } catch (IOException e) {
        warn(file, "stored activations cannot be read: " + Reason.of(e) + "; computing them again");
      }
    }
    return coverage;
  }

  private List<Path> oldestFirst(Path of) {
    try {
      return Listing.of(of).stream().filter(Segment::isName).sorted().toList();
    } catch (IOException e) {
      warn(of, "stored activations cannot be listed: " + Reason.of(e) + "; computing them again");
      return List.of();
    }
  }

  private void checkHash(Path file) throws IOException, DamagedSegmentException {
    if (!checked.contains(file) && Files.size(file) <= HASHED_BELOW) {
      SegmentReader.checkHash(file);
      checked.add(file);
    }
  }

  private void setAside(Path file, String reason) {
    warn(
        file,
        "stored activations are damaged: %s; %s, computing them again"
            .formatted(reason, Damaged.setAside(file)));
  }

  private void warn(Path file, String message) {
    Location place = Location.file(file.toString());
    warnings.accept(new Problem(Problem.Severity.WARNING, place, message));
  }

  /**
   * Begins a segment.
   *
   * @param layers ascending
   * @param inputs prompts, each different from the others
   * @param width numbers of a row and layer
   * @throws RunFailedException if there is not enough disk space, or the folder cannot be written
   */
  public SegmentWriter create(
      Collection collection, List<Integer> layers, List<ModelInput> inputs, int width) {
    Path of = folder.resolve(collection.folder());
    try {
      Files.createDirectories(of);
      removeLeftovers();
      List<PromptAddress> prompts = inputs.stream().map(PromptAddress::of).toList();
      return SegmentWriter.create(of, collection, layers, prompts, offsets(inputs), width, space);
    } catch (IOException e) {
      throw Space.writeFailed(of, e);
    }
  }

  /** [prompts + 1] where rows are tokens, or empty. */
  private static long[] offsets(List<ModelInput> inputs) {
    if (inputs.stream().noneMatch(input -> input.pooling() == Pooling.EACH)) {
      return new long[0];
    }
    long[] offsets = new long[inputs.size() + 1];
    for (int i = 0; i < inputs.size(); i++) {
      offsets[i + 1] = offsets[i] + inputs.get(i).rows();
    }
    return offsets;
  }

  /** Once is enough: those of a process that dies from now on are younger than a day. */
  private void removeLeftovers() {
    if (leftoversRemoved.compareAndSet(false, true)) {
      try {
        for (Path leftover : Leftovers.in(folder)) {
          Files.deleteIfExists(leftover);
        }
      } catch (IOException e) {
        warn(folder, "temporary files of earlier runs cannot be removed: " + Reason.of(e));
      }
    }
  }

  /**
   * Says why activations could not be written here; empty if they could. Leaves nothing behind.
   *
   * @return a sentence for the person who chose the runs folder, without a final period
   */
  public Optional<String> checkWritable() {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    String reason;
    try {
      if (Files.isDirectory(existing)) {
        Files.delete(Files.createTempFile(existing, ".lamina-", ".tmp"));
        return Optional.empty();
      }
      reason = existing + " is not a folder";
    } catch (IOException e) {
      reason = Reason.of(e);
    }
    return Optional.of(
        "the runs folder %s cannot be written: %s; choose another with --runs"
            .formatted(runsFolder, reason));
  }
}
