package dev.lamina.engine.store.segment;

import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.store.disk.PendingSpace;
import dev.lamina.engine.store.disk.Space;
import dev.lamina.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Takes the activations of one component as they are computed, prompts in any order and from
 * several threads. Memory use does not depend on the number of prompts, but for their addresses.
 */
public final class SegmentWriter implements AutoCloseable {

  /** The numbers that are copied at a time on their way to the file. */
  private static final int COPIED = 1 << 16;

  private final Segment segment;
  private final SafetensorsWriter writer;
  private final PendingSpace.Share space;
  private final Rounding rounding;
  private final int rowWidth;
  private final BitSet written = new BitSet();
  private final Queue<ByteBuffer> idleBuffers = new ConcurrentLinkedQueue<>();

  private SegmentWriter(
      Segment segment, SafetensorsWriter writer, PendingSpace.Share space, int rowWidth) {
    this.segment = segment;
    this.writer = writer;
    this.space = space;
    this.rounding = new Rounding(segment);
    this.rowWidth = rowWidth;
  }

  /**
   * Begins a segment.
   *
   * @param folder the collection's, which exists
   * @param layers ascending
   * @param prompts each different from the others
   * @param offsets where each prompt's rows begin, [prompts + 1]; empty if rows are prompts
   * @param width numbers of a row and layer
   * @throws RunFailedException if there is not enough disk space
   */
  public static SegmentWriter create(
      Path folder,
      Collection collection,
      List<Integer> layers,
      List<PromptAddress> prompts,
      long[] offsets,
      int width,
      PendingSpace space)
      throws IOException {
    Storage storage = collection.storage();
    Segment segment =
        new Segment(
            folder.resolve(SegmentFormat.newName()),
            collection.component(),
            layers,
            width,
            storage,
            prompts.size(),
            offsets,
            0);
    SafetensorsWriter writer =
        SafetensorsWriter.create(
            segment.file(),
            SegmentFormat.tensors(
                prompts.size(), segment.rows(), layers.size(), width, offsets, storage),
            SegmentFormat.metadata(collection, collection.modelName(), layers));
    try {
      int rowWidth = Math.multiplyExact(layers.size(), width);
      long bytes = Math.multiplyExact(segment.rows(), (long) rowWidth * storage.bytes());
      PendingSpace.Share share =
          space.take(folder, bytes, "the activations of " + collection.component());
      try {
        writeIndex(writer, prompts, offsets);
      } catch (Throwable e) {
        share.release();
        throw e;
      }
      return new SegmentWriter(segment, writer, share, rowWidth);
    } catch (Throwable e) {
      writer.close();
      throw e;
    }
  }

  private static void writeIndex(
      SafetensorsWriter writer, List<PromptAddress> prompts, long[] offsets) throws IOException {
    ByteBuffer addresses =
        ByteBuffer.allocate(Math.multiplyExact(prompts.size(), PromptAddress.BYTES));
    prompts.forEach(address -> address.write(addresses));
    writer.write(SegmentFormat.PROMPTS, 0, addresses.flip());
    if (offsets.length > 0) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(offsets.length, Long.BYTES));
      bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(offsets);
      writer.write(SegmentFormat.OFFSETS, 0, bytes);
    }
  }

  /**
   * Writes all of a prompt.
   *
   * @param prompt its place among the segment's prompts
   * @param values [rows, layers, width], row-major, from the buffer's position to its limit, which
   *     stay as they are
   * @throws RunFailedException if the disk is full or fails, or a number is too large to be stored
   * @throws IllegalArgumentException if these are not its rows, or it was written before
   */
  public void write(int prompt, FloatBuffer values) {
    long row = segment.row(prompt);
    long numbers = (segment.row(prompt + 1) - row) * rowWidth;
    if (values.remaining() != numbers) {
      throw new IllegalArgumentException(
          "%d numbers are not the %d of prompt %d".formatted(values.remaining(), numbers, prompt));
    }
    synchronized (written) {
      if (written.get(prompt)) {
        throw new IllegalArgumentException("prompt " + prompt + " was written before");
      }
      written.set(prompt);
    }
    ByteBuffer bytes = idleBuffers.poll();
    if (bytes == null) {
      bytes = ByteBuffer.allocateDirect(COPIED * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
    try {
      copy(row * rowWidth * segment.storage().bytes(), values.slice(), bytes);
    } catch (IOException e) {
      throw failed(e);
    }
    idleBuffers.add(bytes);
  }

  private void copy(long firstByte, FloatBuffer values, ByteBuffer bytes) throws IOException {
    long position = firstByte;
    for (int begin = 0; begin < values.limit(); begin += COPIED) {
      FloatBuffer part = values.slice(begin, Math.min(COPIED, values.limit() - begin));
      bytes.clear();
      segment.storage().encode(part, bytes);
      bytes.flip();
      rounding.add(part, begin, bytes);
      int length = bytes.remaining();
      writer.write(SegmentFormat.ACTIVATIONS, position, bytes);
      space.used(length);
      position += length;
    }
  }

  /**
   * Makes the segment durable and visible to all processes.
   *
   * @throws RunFailedException if the disk is full or fails
   * @throws IllegalStateException if prompts are missing
   */
  public Segment commit() {
    synchronized (written) {
      if (written.cardinality() != segment.prompts()) {
        throw new IllegalStateException(
            "%d of %d prompts were written, the first missing is %d"
                .formatted(written.cardinality(), segment.prompts(), written.nextClearBit(0)));
      }
    }
    try {
      if (segment.storage() == Storage.FLOAT16) {
        ByteBuffer largest = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        writer.write(SegmentFormat.ROUNDING, 0, largest.putFloat(0, rounding.largest()));
      }
      byte[] hash = writer.sha256Before(SegmentFormat.SHA256);
      writer.write(SegmentFormat.SHA256, 0, ByteBuffer.wrap(hash));
      writer.commit();
      return new Segment(
          segment.file(),
          segment.component(),
          segment.layers(),
          segment.width(),
          segment.storage(),
          segment.prompts(),
          segment.offsets(),
          rounding.largest());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Discards what was written unless it was committed. */
  @Override
  public void close() {
    space.release();
    try {
      writer.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private RunFailedException failed(IOException e) {
    return Space.writeFailed(segment.file().resolveSibling(""), e);
  }
}
