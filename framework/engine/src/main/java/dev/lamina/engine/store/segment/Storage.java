package dev.lamina.engine.store.segment;

import dev.lamina.api.config.Doc;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** The type in which activations are stored; they are computed, and read, in float32. */
public enum Storage {
  @Doc("As computed.")
  FLOAT32("F32", Float.BYTES),

  @Doc(
      "Half the disk space. Numbers are rounded to half precision: off by at most 2^-11 (0.049%) of"
          + " themselves, or by 3e-8 below 6e-5; numbers beyond 65,504 cannot be stored.")
  FLOAT16("F16", Short.BYTES);

  private final String tensorType;
  private final int bytes;

  Storage(String tensorType, int bytes) {
    this.tensorType = tensorType;
    this.bytes = bytes;
  }

  /** The dtype of a safetensors header. */
  String tensorType() {
    return tensorType;
  }

  /** The size of a number. */
  public int bytes() {
    return bytes;
  }

  /** {@code float16}. */
  public String id() {
    return this == FLOAT16 ? "float16" : "float32";
  }

  /** Appends numbers, little-endian; those that half precision cannot hold become infinite. */
  void encode(FloatBuffer values, ByteBuffer into) {
    if (this == FLOAT32) {
      into.asFloatBuffer().put(values);
      into.position(into.position() + values.limit() * Float.BYTES);
      return;
    }
    for (int i = 0; i < values.limit(); i++) {
      into.putShort(Half.of(values.get(i)));
    }
  }

  /** Reads numbers from a little-endian buffer's position on, which stays. */
  void decode(ByteBuffer bytes, float[] into, int offset, int count) {
    if (this == FLOAT32) {
      bytes.asFloatBuffer().get(into, offset, count);
      return;
    }
    ShortBuffer halves = bytes.asShortBuffer();
    for (int i = 0; i < count; i++) {
      into[offset + i] = Half.value(halves.get(i));
    }
  }
}
