package dev.lamina.engine.store.segment;

import dev.lamina.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An open segment. Rows are read, not mapped: pages of a mapped file count as the process's memory,
 * which then would grow with the number of prompts. Safe to use from several threads.
 */
public final class SegmentRows implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Segment segment;
  private final SafetensorsFile file;
  private final Queue<ByteBuffer> idleBuffers = new ConcurrentLinkedQueue<>();

  private SegmentRows(Segment segment, SafetensorsFile file) {
    this.segment = segment;
    this.file = file;
  }

  /** Opens a segment. */
  public static SegmentRows open(Segment segment) throws IOException {
    return new SegmentRows(segment, SafetensorsFile.open(segment.file()));
  }

  public Segment segment() {
    return segment;
  }

  /**
   * Copies a row of a prompt.
   *
   * @param row counted from the prompt's first
   * @param layer one of the segment's layers
   * @param into takes {@link Segment#width()} numbers from the offset on
   */
  public void copy(int prompt, int row, int layer, float[] into, int offset) throws IOException {
    int layers = segment.layers().size();
    int place = segment.layers().indexOf(layer);
    int width = segment.width();
    int size = segment.storage().bytes();
    long begin = ((segment.row(prompt) + row) * layers + place) * width * size;
    ByteBuffer bytes = idleBuffers.poll();
    if (bytes == null) {
      bytes = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    }
    for (int done = 0; done < width; ) {
      int count = Math.min(width - done, BUFFER / size);
      file.read(
          SegmentFormat.ACTIVATIONS, begin + (long) done * size, bytes.clear().limit(count * size));
      segment.storage().decode(bytes.flip(), into, offset + done, count);
      done += count;
    }
    idleBuffers.add(bytes);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
