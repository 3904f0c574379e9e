package dev.lamina.engine.store;

import dev.lamina.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.FloatBuffer;

/**
 * A float32 tensor [rows, width] of any size, mapped in chunks of whole rows because one mapping
 * holds less than 2 GiB. Safe to read from several threads.
 */
final class MappedRows {

  private final int rows;
  private final int width;
  private final int rowsPerChunk;
  private final FloatBuffer[] chunks;

  private MappedRows(int rows, int width, int rowsPerChunk, FloatBuffer[] chunks) {
    this.rows = rows;
    this.width = width;
    this.rowsPerChunk = rowsPerChunk;
    this.chunks = chunks;
  }

  /**
   * Maps a tensor.
   *
   * @param chunkBytes the size of a mapping, at most {@link Integer#MAX_VALUE}; a row that is
   *     larger is a chunk of its own
   */
  static MappedRows map(SafetensorsFile file, String tensor, int rows, int width, int chunkBytes)
      throws IOException {
    long rowBytes = (long) width * Float.BYTES;
    int rowsPerChunk = (int) Math.max(1, Math.min(rows, chunkBytes / Math.max(1, rowBytes)));
    int count = rows / rowsPerChunk + (rows % rowsPerChunk == 0 ? 0 : 1);
    FloatBuffer[] chunks = new FloatBuffer[count];
    for (int chunk = 0; chunk < count; chunk++) {
      long first = (long) chunk * rowsPerChunk;
      int bytes = Math.toIntExact(Math.min(rowsPerChunk, rows - first) * rowBytes);
      chunks[chunk] = file.bytes(tensor, first * rowBytes, bytes).asFloatBuffer();
    }
    return new MappedRows(rows, width, rowsPerChunk, chunks);
  }

  int rows() {
    return rows;
  }

  int width() {
    return width;
  }

  /** Copies {@code count} numbers of a row, from a column on, to {@code into[offset ..]}. */
  void copy(int row, int column, int count, float[] into, int offset) {
    int start = row % rowsPerChunk * width + column;
    chunks[row / rowsPerChunk].get(start, into, offset, count);
  }
}
