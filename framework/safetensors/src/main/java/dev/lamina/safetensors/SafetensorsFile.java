package dev.lamina.safetensors;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A safetensors file whose tensors are mapped into memory, or read, when asked for. What was mapped
 * stays readable after {@link #close()}. Safe to use from several threads.
 *
 * @see <a href="https://huggingface.co/docs/safetensors">the format</a>
 */
public final class SafetensorsFile implements Closeable {

  private final FileChannel channel;
  private final long dataBegin;
  private final Map<String, TensorEntry> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata;

  private SafetensorsFile(FileChannel channel, long dataBegin, Header header) {
    this.channel = channel;
    this.dataBegin = dataBegin;
    for (TensorEntry tensor : header.tensors()) {
      tensors.put(tensor.name(), tensor);
    }
    this.metadata = header.metadata();
  }

  /**
   * Opens a file and checks its header against its length; the tensors' bytes are not read.
   *
   * @throws InvalidSafetensorsException if it is not a whole and valid safetensors file
   */
  public static SafetensorsFile open(Path file) throws IOException {
    // a pipe, for one, would be waited for
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new InvalidSafetensorsException(
          file, "this is a folder, a pipe or a device, not a file");
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      long length = channel.size();
      long dataBegin = Long.BYTES + headerLength(file, channel, length);
      ByteBuffer json = read(channel, Long.BYTES, (int) (dataBegin - Long.BYTES));
      Header header = HeaderReader.read(file, json);
      header = HeaderCheck.check(file, header, length - dataBegin);
      return new SafetensorsFile(channel, dataBegin, header);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static long headerLength(Path file, FileChannel channel, long fileLength)
      throws IOException {
    if (fileLength < Long.BYTES) {
      throw new InvalidSafetensorsException(
          file,
          "the file has "
              + fileLength
              + " bytes; a safetensors file begins with the length of its header in 8 bytes");
    }
    long length = read(channel, 0, Long.BYTES).getLong();
    String says = "the file says that its header has " + Long.toUnsignedString(length) + " bytes";
    if (length < 0 || length > Header.MOST_BYTES) {
      throw new InvalidSafetensorsException(
          file,
          says + ", more than the " + Header.MOST_BYTES + " that are allowed; is it safetensors?");
    }
    if (length > fileLength - Long.BYTES) {
      throw new InvalidSafetensorsException(
          file, says + ", but there are only " + (fileLength - Long.BYTES) + " more");
    }
    return length;
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    return bytes.flip();
  }

  /** The tensors by name, in the order of their bytes. */
  public Map<String, TensorEntry> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  /** The header's {@code __metadata__}; empty if there is none. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Where the data area begins in the file: the length of the header and its own 8 bytes. */
  public long dataBegin() {
    return dataBegin;
  }

  /**
   * Maps a tensor below 2 GiB, read-only and little-endian.
   *
   * @throws IllegalArgumentException if there is no such tensor, or it is larger
   */
  public ByteBuffer bytes(String name) throws IOException {
    long size = entry(name).size();
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "tensor " + Shown.quoted(name) + " has " + size + " bytes; map it in ranges");
    }
    return bytes(name, 0, (int) size);
  }

  /**
   * Maps a range of a tensor, read-only and little-endian.
   *
   * @param offset the range's first byte, counted from the tensor's first
   * @throws IllegalArgumentException if there is no such tensor
   */
  public ByteBuffer bytes(String name, long offset, int length) throws IOException {
    TensorEntry tensor = entry(name);
    long size = tensor.size();
    Objects.checkFromIndexSize(offset, (long) length, size);
    return channel
        .map(FileChannel.MapMode.READ_ONLY, dataBegin + tensor.begin() + offset, length)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a range of a tensor, from its offset on, until a buffer is full. Unlike what is mapped,
   * what is read this way takes no memory but the buffer's.
   *
   * @param offset the range's first byte, counted from the tensor's first
   * @param into filled from its position to its limit
   * @throws IllegalArgumentException if there is no such tensor
   * @throws EOFException if the file became shorter
   */
  public void read(String name, long offset, ByteBuffer into) throws IOException {
    TensorEntry tensor = entry(name);
    Objects.checkFromIndexSize(offset, (long) into.remaining(), tensor.size());
    long position = dataBegin + tensor.begin() + offset;
    while (into.hasRemaining()) {
      int count = channel.read(into, position);
      if (count < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      position += count;
    }
  }

  /**
   * The SHA-256 of everything that stands before a tensor in the file, header included, [32]. Reads
   * all of it.
   *
   * @see SafetensorsWriter#sha256Before
   */
  public byte[] sha256Before(String name) throws IOException {
    return Digest.sha256(channel, dataBegin + entry(name).begin());
  }

  private TensorEntry entry(String name) {
    TensorEntry tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("there is no tensor " + Shown.quoted(name));
    }
    return tensor;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
