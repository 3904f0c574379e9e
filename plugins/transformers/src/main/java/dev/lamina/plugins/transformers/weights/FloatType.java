package dev.lamina.plugins.transformers.weights;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types in which weights may be stored; all are computed with as float32. */
public enum FloatType {
  /** IEEE 754 binary32. */
  F32(4),
  /** IEEE 754 binary16. */
  F16(2),
  /** The upper half of binary32. */
  BF16(2);

  private final int bytes;

  FloatType(int bytes) {
    this.bytes = bytes;
  }

  static Optional<FloatType> of(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findAny();
  }

  static String names() {
    return Arrays.stream(values()).map(FloatType::name).collect(Collectors.joining(", "));
  }

  /** Bytes a number. */
  public int bytes() {
    return bytes;
  }

  /**
   * The float32 of a number of two bytes.
   *
   * @throws IllegalStateException if the type has four
   */
  public float widen(short bits) {
    return switch (this) {
      case BF16 -> Float.intBitsToFloat(bits << 16);
      case F16 -> half(bits);
      case F32 -> throw new IllegalStateException("float32 is as wide as it can be");
    };
  }

  /** Sign (1 bit), exponent (5 bits, 15 more than it is), fraction (10 bits). */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    int sign = (bits & 0x8000) << 16;
    if (exponent == 0) {
      return Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign));
    }
    int wideExponent = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wideExponent << 23 | fraction << 13);
  }
}
