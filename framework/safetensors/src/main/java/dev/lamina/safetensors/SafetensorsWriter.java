package dev.lamina.safetensors;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a safetensors file that appears under its name only when it is complete. The tensors'
 * bytes may come in any order and from several threads; {@link #commit()} makes the file durable
 * and {@link #close()} without it leaves nothing behind.
 */
public final class SafetensorsWriter implements Closeable {

  private final Path file;
  private final Path temporary;
  private final FileChannel channel;
  private final long dataBegin;
  private final Map<String, Region> regions = new LinkedHashMap<>();

  /** A tensor's place in the data area and how many of its bytes have come. */
  private record Region(TensorEntry tensor, AtomicLong written) {}

  private SafetensorsWriter(
      Path file, Path temporary, FileChannel channel, long dataBegin, Header header) {
    this.file = file;
    this.temporary = temporary;
    this.channel = channel;
    this.dataBegin = dataBegin;
    for (TensorEntry tensor : header.tensors()) {
      regions.put(tensor.name(), new Region(tensor, new AtomicLong()));
    }
  }

  /**
   * Begins a file in a folder that exists.
   *
   * @param file where it will appear; until then it is a sibling whose name begins with a dot and
   *     ends in {@code .tmp}
   * @param tensors what it will hold; wider elements are placed first, so that each tensor is
   *     aligned
   * @throws IllegalArgumentException if two tensors have one name, or a dtype or shape is not
   *     possible
   */
  public static SafetensorsWriter create(
      Path file, List<NewTensor> tensors, Map<String, String> metadata) throws IOException {
    Header header = new Header(place(tensors), metadata);
    byte[] json = header.bytes();
    if (json.length > Header.MOST_BYTES) {
      throw new IllegalArgumentException("the header has " + json.length + " bytes");
    }
    ByteBuffer start = ByteBuffer.allocate(Long.BYTES + json.length);
    start.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).flip();
    Path temporary =
        file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    FileChannel channel = TemporaryFiles.create(temporary);
    SafetensorsWriter writer =
        new SafetensorsWriter(file, temporary, channel, start.remaining(), header);
    try {
      writer.writeAt(0, start);
      return writer;
    } catch (Throwable e) {
      writer.close();
      throw e;
    }
  }

  private static List<TensorEntry> place(List<NewTensor> tensors) {
    List<NewTensor> ordered = new ArrayList<>(tensors);
    ordered.sort(
        Comparator.comparingInt((NewTensor tensor) -> Dtype.bits(tensor.dtype())).reversed());
    Map<String, TensorEntry> placed = new LinkedHashMap<>();
    long begin = 0;
    for (NewTensor tensor : ordered) {
      String name = Shown.quoted(tensor.name());
      long size =
          Dtype.size(tensor.dtype(), tensor.shape())
              .orElseThrow(
                  () -> new IllegalArgumentException("impossible shape of tensor " + name));
      long end = Math.addExact(begin, size);
      TensorEntry entry =
          new TensorEntry(tensor.name(), tensor.dtype(), tensor.shape(), begin, end);
      if (tensor.name().equals(Header.METADATA) || placed.put(tensor.name(), entry) != null) {
        throw new IllegalArgumentException("the name " + name + " is taken");
      }
      begin = end;
    }
    return List.copyOf(placed.values());
  }

  /**
   * Writes a part of a tensor, from the buffer's position to its limit. Safe to call from several
   * threads for different parts.
   *
   * @param offset where the part begins, in bytes from the tensor's first
   * @param bytes little-endian and row-major
   */
  public void write(String name, long offset, ByteBuffer bytes) throws IOException {
    Region region = region(name);
    int length = bytes.remaining();
    Objects.checkFromIndexSize(offset, (long) length, region.tensor().size());
    writeAt(dataBegin + region.tensor().begin() + offset, bytes);
    region.written().addAndGet(length);
  }

  /**
   * Writes a whole tensor.
   *
   * @param chunks its bytes, little-endian and row-major, in pieces of any size
   */
  public void write(String name, Iterator<ByteBuffer> chunks) throws IOException {
    long offset = 0;
    while (chunks.hasNext()) {
      ByteBuffer chunk = chunks.next();
      int length = chunk.remaining();
      write(name, offset, chunk);
      offset += length;
    }
  }

  /**
   * The SHA-256 of everything that stands before a tensor in the file, header included, [32]. A
   * last tensor {@code U8} [32] that holds it lets a reader find any damage in the rest.
   */
  public byte[] sha256Before(String name) throws IOException {
    return Digest.sha256(channel, dataBegin + region(name).tensor().begin());
  }

  private Region region(String name) {
    Region region = regions.get(name);
    if (region == null) {
      throw new IllegalArgumentException("there is no tensor " + Shown.quoted(name));
    }
    return region;
  }

  private void writeAt(long position, ByteBuffer bytes) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /**
   * Makes the file durable and gives it its name, replacing what had it.
   *
   * @throws IllegalStateException if a tensor has not got all of its bytes, or some twice
   */
  public void commit() throws IOException {
    for (Region region : regions.values()) {
      long written = region.written().get();
      if (written != region.tensor().size()) {
        throw new IllegalStateException(
            "%d of %d bytes of tensor %s were written"
                .formatted(written, region.tensor().size(), Shown.quoted(region.tensor().name())));
      }
    }
    channel.force(true);
    channel.close();
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    forceFolder();
  }

  /** Makes the new name itself durable; Windows cannot open a folder and needs no such step. */
  private void forceFolder() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
        opened.force(true);
      }
    }
  }

  /** Deletes what was written unless it was committed. */
  @Override
  public void close() throws IOException {
    channel.close();
    TemporaryFiles.delete(temporary);
  }
}
