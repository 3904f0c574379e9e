package dev.lamina.engine.store;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.io.Reason;
import dev.lamina.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Activations that were computed before, by content: {@code
 * RUNS/.cache/activations/KK/KEY.LAYERS.safetensors}. Entries appear whole under their name and
 * never change; several threads and processes may use one store. Of entries up to 256 MiB the
 * SHA-256 is checked when they are first opened, of larger ones the header and the size.
 */
public final class ActivationStore {

  private static final long HASHED_BELOW = 256L << 20;

  private final Path runsFolder;
  private final Path folder;
  private final Consumer<Problem> warnings;
  private final EntryReader reader;
  private final PendingSpace space = new PendingSpace();
  private final AtomicBoolean leftoversRemoved = new AtomicBoolean();

  /**
   * The store of a runs folder, which need not exist yet.
   *
   * @param warnings takes what was found damaged and is computed again
   */
  public ActivationStore(Path runsFolder, Consumer<Problem> warnings) {
    this(runsFolder, warnings, Integer.MAX_VALUE);
  }

  ActivationStore(Path runsFolder, Consumer<Problem> warnings, int chunkBytes) {
    this.runsFolder = runsFolder;
    this.folder = runsFolder.resolve(".cache").resolve("activations");
    this.warnings = warnings;
    this.reader = new EntryReader(chunkBytes, HASHED_BELOW);
  }

  /**
   * Looks for activations. An entry with more layers than asked for is a hit too. A damaged entry
   * is reported, renamed to {@code *.damaged} and passed over.
   *
   * @param layers ascending; {@code [0]} and the last block for the components that exist once a
   *     model, as {@link dev.lamina.api.activation.Activations#layers()} has it
   */
  public Optional<MappedActivations> find(EntryKey key, List<Integer> layers) {
    for (Path file : candidates(key, layers)) {
      try {
        Optional<MappedActivations> found = reader.read(file, key, layers);
        if (found.isPresent()) {
          return found;
        }
      } catch (DamagedEntryException e) {
        setAside(file, e.reason());
      } catch (NoSuchFileException e) {
        // another process has pruned it, or set it aside
      } catch (IOException e) {
        warn(file, "stored activations cannot be read: " + Reason.of(e) + "; computing them again");
      }
    }
    return Optional.empty();
  }

  /** The entry of just these layers first. */
  private List<Path> candidates(EntryKey key, List<Integer> layers) {
    Path of = folderOf(key);
    String prefix = EntryFormat.namePrefix(key);
    Path exact = of.resolve(EntryFormat.name(key, layers));
    try {
      return Listing.of(of).stream()
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> file.getFileName().toString().endsWith(EntryFormat.SUFFIX))
          .sorted(Comparator.comparing(file -> !file.equals(exact)))
          .toList();
    } catch (IOException e) {
      warn(of, "stored activations cannot be listed: " + Reason.of(e) + "; computing them again");
      return List.of();
    }
  }

  private void setAside(Path file, String reason) {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    String outcome = "set aside as *.damaged";
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      outcome = "left in place (" + Reason.of(e) + ")";
    }
    warn(
        file,
        "stored activations are damaged: " + reason + "; " + outcome + ", computing them again");
  }

  private void warn(Path file, String message) {
    Location place = Location.file(file.toString());
    warnings.accept(new Problem(Problem.Severity.WARNING, place, message));
  }

  /**
   * Begins an entry whose rows are prompts.
   *
   * @param layers ascending
   * @throws RunFailedException if there is not enough disk space, or the folder cannot be written
   */
  public EntryWriter createForPrompts(EntryKey key, List<Integer> layers, int prompts, int dModel) {
    return create(key, layers, prompts, new long[0], dModel);
  }

  /**
   * Begins an entry whose rows are the prompts' tokens.
   *
   * @param layers ascending
   * @param offsets where each prompt's rows begin, and at last the number of rows, [prompts + 1]
   * @throws RunFailedException if there is not enough disk space, or the folder cannot be written
   */
  public EntryWriter createForTokens(
      EntryKey key, List<Integer> layers, long[] offsets, int dModel) {
    return create(key, layers, offsets[offsets.length - 1], offsets, dModel);
  }

  private EntryWriter create(
      EntryKey key, List<Integer> layers, long rows, long[] offsets, int dModel) {
    Path of = folderOf(key);
    try {
      Files.createDirectories(of);
      removeLeftovers();
      Path file = of.resolve(EntryFormat.name(key, layers));
      SafetensorsWriter writer =
          SafetensorsWriter.create(
              file,
              EntryFormat.tensors(rows, layers.size(), dModel, offsets),
              EntryFormat.metadata(key, layers));
      try {
        long width = Math.multiplyExact((long) layers.size(), (long) dModel);
        long bytes = Math.multiplyExact(Math.multiplyExact(rows, width), (long) Float.BYTES);
        if (offsets.length > 0) {
          writer.write(EntryFormat.OFFSETS, 0, EntryFormat.bytes(offsets));
        }
        PendingSpace.Share share = space.take(of, bytes, "the activations of " + key.component());
        return new EntryWriter(
            of,
            writer,
            share,
            () -> open(file, key, layers),
            Math.toIntExact(rows),
            Math.toIntExact(width));
      } catch (Throwable e) {
        writer.close();
        throw e;
      }
    } catch (IOException e) {
      throw Space.writeFailed(of, e);
    }
  }

  /** Opens what was written just now. */
  private MappedActivations open(Path file, EntryKey key, List<Integer> layers) throws IOException {
    try {
      reader.trust(file);
      return reader.read(file, key, layers).orElseThrow();
    } catch (DamagedEntryException e) {
      throw new IOException(file.getFileName() + " was changed while it was written", e);
    }
  }

  /** Once is enough: those of a process that dies from now on are younger than a day. */
  private void removeLeftovers() {
    if (leftoversRemoved.compareAndSet(false, true)) {
      try {
        Leftovers.remove(folder);
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

  private Path folderOf(EntryKey key) {
    return folder.resolve(key.hash().substring(0, 2));
  }
}
