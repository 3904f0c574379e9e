package dev.lamina.api.analysis;

import java.nio.ByteBuffer;
import java.util.Iterator;

/**
 * A tensor to be written, streamed so that it need not fit in memory.
 *
 * @param name its name in the file
 * @param type {@code F32} or {@code I64}
 * @param shape its dimensions
 * @param chunks the bytes, little-endian and row-major, in pieces of any size; read once
 */
public record NamedTensor(String name, Type type, long[] shape, Iterator<ByteBuffer> chunks) {

  /** An element's type. */
  public enum Type {
    F32(Float.BYTES),
    I64(Long.BYTES);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    public int bytes() {
      return bytes;
    }
  }
}
