package dev.lamina.plugins.transformers.weights.numbers;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The types in which weights may be stored; all are computed with as float32. Numbers are stored in
 * blocks, which for plain numbers hold one each. Little-endian. The types that begin with Q are
 * ggml's, and are decoded to the very bits that its Python package gives.
 *
 * @see <a href="https://github.com/ggml-org/llama.cpp/blob/master/gguf-py/gguf/quants.py">the
 *     blocks</a>
 */
public enum NumberType {
  /** IEEE 754 binary32. */
  F32(1, 4),
  /** IEEE 754 binary16. */
  F16(1, 2),
  /** The upper half of binary32. */
  BF16(1, 2),
  /** 32 times 8 bits and a scale. */
  Q8_0(32, 34),
  /** 32 times 4 bits and a scale. */
  Q4_0(32, 18),
  /** 32 times 4 bits, a scale and a minimum. */
  Q4_1(32, 20),
  /** 32 times 5 bits and a scale. */
  Q5_0(32, 22),
  /** 32 times 5 bits, a scale and a minimum. */
  Q5_1(32, 24),
  /** 256 times 4 bits, with a scale and a minimum for each 32. */
  Q4_K(256, 144),
  /** 256 times 5 bits, with a scale and a minimum for each 32. */
  Q5_K(256, 176),
  /** 256 times 6 bits, with a scale for each 16. */
  Q6_K(256, 210);

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
      case Q8_0 -> BlocksOf32.q8WithScale(blocks, numbers, count);
      case Q4_0 -> BlocksOf32.q4WithScale(blocks, numbers, count);
      case Q4_1 -> BlocksOf32.q4WithMinimum(blocks, numbers, count);
      case Q5_0 -> BlocksOf32.q5WithScale(blocks, numbers, count);
      case Q5_1 -> BlocksOf32.q5WithMinimum(blocks, numbers, count);
      case Q4_K -> BlocksOf256.q4(blocks, numbers, count);
      case Q5_K -> BlocksOf256.q5(blocks, numbers, count);
      case Q6_K -> BlocksOf256.q6(blocks, numbers, count);
    }
  }
}
