package dev.lamina.plugins.transformers.weights.numbers;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The types in which weights may be stored; all are computed with as float32. Numbers are stored in
 * blocks, which for plain numbers hold one each. Little-endian.
 */
public enum NumberType {
  /** IEEE 754 binary32. */
  F32(1, 4),
  /** IEEE 754 binary16. */
  F16(1, 2),
  /** The upper half of binary32. */
  BF16(1, 2);

  /** Numbers decoded at once: few enough to stay in the processor's cache. */
  private static final int BATCH = 1 << 12;

  private final int numbersPerBlock;
  private final int bytesPerBlock;

  NumberType(int numbersPerBlock, int bytesPerBlock) {
    this.numbersPerBlock = numbersPerBlock;
    this.bytesPerBlock = bytesPerBlock;
  }

  /** The type of a name, if it can be read. */
  public static Optional<NumberType> of(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findAny();
  }

  /** The names of those types whose numbers are stored one by one. */
  public static String plainNames() {
    return Arrays.stream(values())
        .filter(type -> type.numbersPerBlock == 1)
        .map(NumberType::name)
        .collect(Collectors.joining(", "));
  }

  /** How many numbers are stored together. */
  public int numbersPerBlock() {
    return numbersPerBlock;
  }

  /** How many bytes a block has. */
  public int bytesPerBlock() {
    return bytesPerBlock;
  }

  /**
   * How many bytes a count of numbers takes.
   *
   * @throws ArithmeticException if they are more than a long counts
   */
  public long bytes(long numbers) {
    return Math.multiplyExact(numbers / numbersPerBlock, bytesPerBlock);
  }

  /**
   * Decodes a run of blocks.
   *
   * @param blocks whole blocks from position to limit; its position ends at its limit
   * @param into gets the numbers from its position on
   * @throws java.nio.BufferOverflowException if {@code into} is too small
   */
  public void decode(ByteBuffer blocks, FloatBuffer into) {
    int left = blocks.remaining() / bytesPerBlock;
    int most = Math.min(left, BATCH / numbersPerBlock);
    byte[] bytes = new byte[most * bytesPerBlock];
    float[] numbers = new float[most * numbersPerBlock];
    while (left > 0) {
      int count = Math.min(left, most);
      blocks.get(bytes, 0, count * bytesPerBlock);
      decode(bytes, numbers, count);
      into.put(numbers, 0, count * numbersPerBlock);
      left -= count;
    }
  }

  private void decode(byte[] blocks, float[] numbers, int count) {
    switch (this) {
      case F32 -> PlainNumbers.f32(blocks, numbers, count);
      case F16 -> PlainNumbers.f16(blocks, numbers, count);
      case BF16 -> PlainNumbers.bf16(blocks, numbers, count);
    }
  }
}
