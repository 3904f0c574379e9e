package dev.lamina.safetensors;

/**
 * A tensor of a file, as its header lists it.
 *
 * @param dtype as the format spells it: {@code F32}, {@code BF16}, {@code I64}
 * @param shape its dimensions; empty for a scalar
 * @param begin its first byte, from the beginning of the data area (after the header)
 * @param end one past its last byte
 */
public record TensorEntry(String name, String dtype, long[] shape, long begin, long end) {

  public TensorEntry {
    shape = shape.clone();
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** Its size in bytes. */
  public long size() {
    return end - begin;
  }

  /** How many numbers it holds. */
  public long elements() {
    long elements = 1;
    for (long dimension : shape) {
      elements *= dimension;
    }
    return elements;
  }
}
