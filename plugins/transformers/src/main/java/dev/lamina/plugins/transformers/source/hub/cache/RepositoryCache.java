package dev.lamina.plugins.transformers.source.hub.cache;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the cache holds of one model: {@code models--OWNER--NAME/} with {@code blobs/HASH}, {@code
 * snapshots/COMMIT/FILE} that links to a blob, {@code refs/REVISION} that names a commit, and
 * {@code .no_exist/COMMIT/FILE} for files that a commit lacks. The layout is huggingface_hub's
 * (file_download.py), so that each finds what the other has fetched.
 */
public final class RepositoryCache {

  /** How a snapshot refers to a blob. */
  public enum Links {
    /** By a relative symbolic link, where the system makes one. */
    SYMBOLIC,
    /** By a hard link or a copy. */
    NONE
  }

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  private final Path folder;
  private final Path locks;
  private final Links links;

  /**
   * The part of a cache that belongs to a model.
   *
   * @param repository {@code OWNER/NAME}
   */
  public RepositoryCache(Path cache, String repository, Links links) {
    String name = "models--" + repository.replace("/", "--");
    this.folder = cache.resolve(name);
    this.locks = cache.resolve(".locks").resolve(name);
    this.links = links;
  }

  /** Where all of it lies. */
  public Path folder() {
    return folder;
  }

  /** Whether a revision is a commit's full hash. */
  public static boolean isCommit(String revision) {
    return COMMIT.matcher(revision).matches();
  }

  /** The commit that a revision had when it was last looked up; that of a commit is itself. */
  public Optional<String> commit(String revision) throws IOException {
    if (isCommit(revision)) {
      return Optional.of(revision);
    }
    Path ref = folder.resolve("refs").resolve(revision);
    return Files.isRegularFile(ref)
        ? Optional.of(Files.readString(ref).strip()).filter(RepositoryCache::isCommit)
        : Optional.empty();
  }

  /** The folder of a commit's files. */
  public Path snapshot(String commit) {
    return folder.resolve("snapshots").resolve(commit);
  }

  /** The names of a commit's files that are there, without those in folders. */
  public List<String> files(String commit) throws IOException {
    Path snapshot = snapshot(commit);
    if (!Files.isDirectory(snapshot)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(snapshot)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .sorted()
          .toList();
    }
  }

  /** Whether a file of a commit is there. */
  public boolean has(String commit, String name) {
    return Files.isRegularFile(snapshot(commit).resolve(name));
  }

  /** Whether a blob is there whole. */
  public boolean has(Blob blob) throws IOException {
    return size(path(blob)).equals(Optional.of(blob.size()));
  }

  /** Where a blob lies or will lie. */
  public Path path(Blob blob) {
    return blobs().resolve(blob.hash());
  }

  /** The folder of the blobs. */
  public Path blobs() {
    return folder.resolve("blobs");
  }

  /** Keeps others from fetching a blob. */
  public BlobLock lock(Blob blob) throws IOException {
    return BlobLock.acquire(locks.resolve(blob.hash() + ".lock"));
  }

  /**
   * The file for a blob that is not whole yet: kept for the next attempt, unless there are no locks
   * and another process could write to it too.
   */
  public Path unfinished(Blob blob, BlobLock lock) {
    return lock.isHeld()
        ? kept(blob)
        : blobs().resolve(blob.hash() + "." + random() + ".incomplete");
  }

  /** Bytes of a blob that an earlier attempt has left. */
  public long begun(Blob blob) throws IOException {
    return Math.min(size(kept(blob)).orElse(0L), blob.size());
  }

  /** A file's bytes, if it is there; asked at once, since another process may move it away. */
  private static Optional<Long> size(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile() ? Optional.of(attributes.size()) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Path kept(Blob blob) {
    return blobs().resolve(blob.hash() + ".lamina.incomplete");
  }

  private static String random() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  /** Notes the commit of a revision. */
  public void remember(String revision, String commit) throws IOException {
    if (!isCommit(revision) && !commit(revision).equals(Optional.of(commit))) {
      replace(folder.resolve("refs").resolve(revision), file -> Files.writeString(file, commit));
    }
  }

  /** Whether it is known that a commit has no file of a name. */
  public boolean isNotedAbsent(String commit, String name) {
    return Files.exists(absence(commit, name));
  }

  private Path absence(String commit, String name) {
    return folder.resolve(".no_exist").resolve(commit).resolve(name);
  }

  /** Notes that a commit has no file of a name. */
  public void noteAbsent(String commit, String name) throws IOException {
    Path note = absence(commit, name);
    if (!isNotedAbsent(commit, name)) {
      Files.createDirectories(note.resolveSibling(""));
      replace(note, file -> Files.writeString(file, ""));
    }
  }

  /** Makes a blob a file of a commit. */
  public void link(Blob blob, String commit, String name) throws IOException {
    Path pointer = snapshot(commit).resolve(name);
    Files.createDirectories(pointer.resolveSibling(""));
    if (links == Links.NONE || !linked(pointer, path(blob))) {
      replace(pointer, file -> copy(path(blob), file));
    }
  }

  /** A hard link takes no space; what is behind it never changes. */
  private static void copy(Path blob, Path file) throws IOException {
    try {
      Files.createLink(file, blob.toRealPath());
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(blob, file);
    }
  }

  private boolean linked(Path pointer, Path blob) throws IOException {
    Path target = pointer.resolveSibling("").relativize(blob);
    Files.deleteIfExists(pointer); // a link to a blob that is gone
    try {
      Files.createSymbolicLink(pointer, target);
      return true;
    } catch (FileAlreadyExistsException e) {
      return true; // by another process
    } catch (UnsupportedOperationException | IOException e) {
      return false; // Windows without the right to, file systems without links
    }
  }

  @FunctionalInterface
  private interface Writer {
    void write(Path file) throws IOException;
  }

  /** Writes a file so that it has its name only when it is complete. */
  private static void replace(Path file, Writer writer) throws IOException {
    Path folder = file.resolveSibling("");
    Files.createDirectories(folder);
    Path temporary = folder.resolve(file.getFileName() + "." + random() + ".tmp");
    try {
      writer.write(temporary);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
