package dev.lamina.engine.journal;

import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.io.Reason;
import dev.lamina.engine.io.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one run, {@code RUNS/NAME/ID}. Files appear under their name only when complete,
 * and are journalled with their size and SHA-256.
 */
public final class RunFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

  /** The link beside the runs of a name to the newest of them. */
  static final String LATEST = "latest";

  /** The journal's name. */
  public static final String JOURNAL = "journal.jsonl";

  private final Path path;
  private final String id;
  private final Journal journal;
  private final Optional<RunLock> lock;
  private final Set<String> written = ConcurrentHashMap.newKeySet();

  private RunFolder(Path path, Journal journal, Optional<RunLock> lock) {
    this.path = path;
    this.id = path.getFileName().toString();
    this.journal = journal;
    this.lock = lock;
  }

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Content {

    void writeTo(OutputStream out) throws IOException;
  }

  /** Makes the folder of a new run and opens its journal. */
  public static RunFolder create(Path runs, String name) {
    Path parent = runs.resolve(name);
    try {
      Files.createDirectories(parent);
      return locked(newFolder(parent));
    } catch (IOException e) {
      throw new RunFailedException("cannot write " + parent + ": " + Reason.of(e), e);
    }
  }

  private static Path newFolder(Path parent) throws IOException {
    try {
      return Files.createDirectory(parent.resolve(RunId.at(Instant.now())));
    } catch (FileAlreadyExistsException e) {
      return newFolder(parent); // another process took the id
    }
  }

  /** Opens the folder of a past run, to add to it. */
  public static RunFolder open(Path folder) throws IOException {
    return new RunFolder(folder, Journal.open(folder.resolve(JOURNAL)), Optional.empty());
  }

  /**
   * Opens the folder of a run that goes on.
   *
   * @throws RunFailedException if a process runs it
   */
  public static RunFolder resume(Path folder) {
    try {
      return locked(folder);
    } catch (IOException e) {
      throw new RunFailedException("cannot write " + folder + ": " + Reason.of(e), e);
    }
  }

  private static RunFolder locked(Path folder) throws IOException {
    RunLock lock =
        RunLock.take(folder)
            .orElseThrow(
                () ->
                    new RunFailedException(
                        "another process runs %s; wait until it ends, or stop it"
                            .formatted(folder.getFileName())));
    try {
      return new RunFolder(folder, Journal.open(folder.resolve(JOURNAL)), Optional.of(lock));
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Whether a process runs the run of a folder. */
  public static boolean isUnderWay(Path folder) throws IOException {
    return RunLock.isHeld(folder);
  }

  /** Journals that the run ended. */
  public void end(RunState state, String reason) {
    if (state == RunState.FINISHED) {
      try {
        journal.append(PastRun.read(path).outlined());
      } catch (IOException e) {
        LOG.warn("{} is listed without an outline", path, e); // found in the whole journal instead
      }
    }
    journal.append(new Event.Ended(state, reason));
  }

  /** The run's id, the folder's name. */
  public String id() {
    return id;
  }

  /** Its journal. */
  public Journal journal() {
    return journal;
  }

  /**
   * Writes a file, completely or not at all, and journals it.
   *
   * @param name relative to the folder, with slashes
   */
  public void write(String name, Content content) {
    claim(name);
    Path file = path.resolve(name);
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      Files.createDirectories(file.getParent());
      MessageDigest sha256 = Sha256.digest();
      try (OutputStream out =
          new BufferedOutputStream(
              new DigestOutputStream(Files.newOutputStream(temporary), sha256))) {
        content.writeTo(out);
      }
      finish(temporary, file);
      journal.append(
          new Event.ArtifactWritten(
              name, Files.size(file), HexFormat.of().formatHex(sha256.digest())));
    } catch (IOException e) {
      discard(temporary);
      throw new RunFailedException("cannot write " + file + ": " + Reason.of(e), e);
    }
  }

  /** Writes a text in UTF-8, as {@link #write} does. */
  public void writeText(String name, String text) {
    write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes a file at a path of its own choosing, completely or not at all. */
  @FunctionalInterface
  public interface FileContent {

    void writeTo(Path file) throws IOException;
  }

  /**
   * Lets something that writes files atomically by itself write one, and journals it.
   *
   * @param name relative to the folder, with slashes
   */
  public void place(String name, FileContent content) {
    claim(name);
    Path file = path.resolve(name);
    MessageDigest sha256 = Sha256.digest();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
      Files.createDirectories(file.getParent());
      content.writeTo(file);
      long size = Files.copy(file, out);
      journal.append(
          new Event.ArtifactWritten(name, size, HexFormat.of().formatHex(sha256.digest())));
    } catch (IOException e) {
      throw new RunFailedException("cannot write " + file + ": " + Reason.of(e), e);
    }
  }

  /** Two writers of one file are a mistake that must not pass in silence. */
  private void claim(String name) {
    if (!written.add(name.toLowerCase(Locale.ROOT))) {
      throw new RunFailedException(
          "two analyses write " + name + "; leave one of them out, or give it other components");
    }
  }

  private static void finish(Path temporary, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // the failure that led here says more
    }
  }

  /** Makes {@code RUNS/NAME/latest} a link to this folder, where the file system has links. */
  public void linkLatest() {
    Path latest = path.resolveSibling(LATEST);
    Path temporary = path.resolveSibling("." + id + ".latest");
    try {
      Files.createSymbolicLink(temporary, path.getFileName());
      Files.move(temporary, latest, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UnsupportedOperationException e) {
      discard(temporary);
      journal.append(new Event.Warned("no link 'latest': " + e.getMessage()));
    }
  }

  @Override
  public void close() {
    journal.close();
    lock.ifPresent(RunLock::close);
  }
}
