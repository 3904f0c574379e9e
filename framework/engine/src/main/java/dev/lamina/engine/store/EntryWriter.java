package dev.lamina.engine.store;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Takes the activations of one component as they are computed, rows in any order and from several
 * threads. Memory use does not depend on the number of rows.
 */
public final class EntryWriter implements AutoCloseable {

  /** The bytes that are copied at a time on their way to the file. */
  private static final int COPIED_BYTES = 1 << 18;

  private final Path folder;
  private final SafetensorsWriter writer;
  private final PendingSpace.Share space;
  private final Opening opening;
  private final int rows;
  private final int width;
  private final BitSet written = new BitSet();
  private final Queue<ByteBuffer> idleBuffers = new ConcurrentLinkedQueue<>();

  /** Opens the file that was written. */
  @FunctionalInterface
  interface Opening {
    Activations open() throws IOException;
  }

  EntryWriter(
      Path folder,
      SafetensorsWriter writer,
      PendingSpace.Share space,
      Opening opening,
      int rows,
      int width) {
    this.folder = folder;
    this.writer = writer;
    this.space = space;
    this.opening = opening;
    this.rows = rows;
    this.width = width;
  }

  /**
   * Writes whole rows.
   *
   * @param firstRow the row that the first of them is
   * @param values [n, layers, d_model], row-major, from the buffer's position to its limit, which
   *     stay as they are
   * @throws RunFailedException if the disk is full or fails
   * @throws IllegalArgumentException if these are not whole rows, or one was written before
   */
  public void write(long firstRow, FloatBuffer values) {
    if (values.remaining() % width != 0) {
      throw new IllegalArgumentException(
          values.remaining() + " numbers are not whole rows of " + width);
    }
    int count = values.remaining() / width;
    Objects.checkFromIndexSize(firstRow, (long) count, (long) rows);
    mark((int) firstRow, count);
    ByteBuffer bytes = idleBuffers.poll();
    if (bytes == null) {
      bytes = ByteBuffer.allocateDirect(COPIED_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
    try {
      copy(firstRow * width * Float.BYTES, values.duplicate(), bytes);
    } catch (IOException e) {
      throw failed(e);
    }
    idleBuffers.add(bytes);
  }

  private void mark(int firstRow, int count) {
    synchronized (written) {
      int again = written.nextSetBit(firstRow);
      if (again >= 0 && again < firstRow + count) {
        throw new IllegalArgumentException("row " + again + " was written before");
      }
      written.set(firstRow, firstRow + count);
    }
  }

  private void copy(long firstByte, FloatBuffer values, ByteBuffer bytes) throws IOException {
    int end = values.limit();
    long position = firstByte;
    while (values.position() < end) {
      values.limit(Math.min(end, values.position() + COPIED_BYTES / Float.BYTES));
      int length = values.remaining() * Float.BYTES;
      bytes.clear().asFloatBuffer().put(values);
      writer.write(EntryFormat.ACTIVATIONS, position, bytes.limit(length));
      space.used(length);
      position += length;
    }
  }

  /**
   * Makes the entry durable and visible to all processes.
   *
   * @throws RunFailedException if the disk is full or fails
   * @throws IllegalStateException if rows are missing
   */
  public Activations commit() {
    synchronized (written) {
      if (written.cardinality() != rows) {
        throw new IllegalStateException(
            "%d of %d rows were written, the first missing is %d"
                .formatted(written.cardinality(), rows, written.nextClearBit(0)));
      }
    }
    try {
      byte[] hash = writer.sha256Before(EntryFormat.SHA256);
      writer.write(EntryFormat.SHA256, 0, ByteBuffer.wrap(hash));
      writer.commit();
      return opening.open();
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
    return Space.writeFailed(folder, e);
  }
}
