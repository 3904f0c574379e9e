package dev.lamina.plugins.transformers.source.hub.cache;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;

/**
 * A blob that is being fetched. What is there already counts, so that a broken transfer goes on
 * where it stopped.
 */
public final class PartialBlob implements AutoCloseable {

  private static final int CHUNK = 1 << 20;

  private final Blob blob;
  private final Path file;
  private final FileChannel channel;
  private MessageDigest digest;
  private long size;

  private PartialBlob(Blob blob, Path file, FileChannel channel) {
    this.blob = blob;
    this.file = file;
    this.channel = channel;
    this.digest = blob.digest();
  }

  /** Opens a file that may hold the beginning of a blob. */
  public static PartialBlob open(Blob blob, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    PartialBlob partial = new PartialBlob(blob, file, channel);
    try {
      partial.readWhatIsThere();
      return partial;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void readWhatIsThere() throws IOException {
    if (channel.size() > blob.size()) {
      channel.truncate(0);
    }
    long there = channel.size();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    while (size < there) {
      chunk.limit((int) Math.min(CHUNK, there - size));
      if (channel.read(chunk, size) <= 0) {
        throw new EOFException("the file became shorter while it was read: " + file);
      }
      size += chunk.position();
      digest.update(chunk.flip());
      chunk.clear();
    }
  }

  /** Bytes that are there. */
  public long size() {
    return size;
  }

  /** Adds what comes next. */
  public void append(List<ByteBuffer> bytes) throws IOException {
    for (ByteBuffer part : bytes) {
      digest.update(part.duplicate());
      while (part.hasRemaining()) {
        size += channel.write(part, size);
      }
    }
  }

  /** Forgets what is there. */
  public void restart() throws IOException {
    channel.truncate(0);
    digest = blob.digest();
    size = 0;
  }

  /** The hash of what is there, hexadecimal. Nothing may be added after this but a restart. */
  public String hash() {
    return Blob.hex(digest.digest());
  }

  /** Gives the complete file its name. Another process that did the same has the same content. */
  public void moveTo(Path place) throws IOException {
    channel.force(true);
    channel.close();
    try {
      Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      if (!Files.isRegularFile(place)) {
        throw e;
      }
      Files.deleteIfExists(file); // the other was first, and Windows replaces no file in use
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
