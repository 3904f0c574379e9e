package dev.lamina.safetensors;

/**
 * A tensor to be written.
 *
 * @param dtype as the format spells it: {@code F32}, {@code I64}
 * @param shape its dimensions; empty for a scalar
 */
public record NewTensor(String name, String dtype, long... shape) {

  public NewTensor {
    shape = shape.clone();
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }
}
