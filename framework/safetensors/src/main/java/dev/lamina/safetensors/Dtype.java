package dev.lamina.safetensors;

import java.util.Map;
import java.util.OptionalLong;

/** The element types of the format. */
final class Dtype {

  /** Bits an element; types below a byte are packed. */
  private static final Map<String, Integer> BITS =
      Map.ofEntries(
          Map.entry("F4", 4),
          Map.entry("F6_E2M3", 6),
          Map.entry("F6_E3M2", 6),
          Map.entry("BOOL", 8),
          Map.entry("U8", 8),
          Map.entry("I8", 8),
          Map.entry("F8_E5M2", 8),
          Map.entry("F8_E4M3", 8),
          Map.entry("F8_E8M0", 8),
          Map.entry("F8_E4M3FNUZ", 8),
          Map.entry("F8_E5M2FNUZ", 8),
          Map.entry("U16", 16),
          Map.entry("I16", 16),
          Map.entry("F16", 16),
          Map.entry("BF16", 16),
          Map.entry("U32", 32),
          Map.entry("I32", 32),
          Map.entry("F32", 32),
          Map.entry("U64", 64),
          Map.entry("I64", 64),
          Map.entry("F64", 64),
          Map.entry("C64", 64));

  private Dtype() {}

  static boolean exists(String dtype) {
    return BITS.containsKey(dtype);
  }

  /** Bits an element of a type that exists. */
  static int bits(String dtype) {
    Integer bits = BITS.get(dtype);
    if (bits == null) {
      throw new IllegalArgumentException("unknown dtype " + Shown.quoted(dtype));
    }
    return bits;
  }

  /** The bytes of a tensor; empty if its shape is negative, overflows or ends within a byte. */
  static OptionalLong size(String dtype, long[] shape) {
    try {
      long bits = bits(dtype);
      for (long dimension : shape) {
        if (dimension < 0) {
          return OptionalLong.empty();
        }
        bits = Math.multiplyExact(bits, dimension);
      }
      return bits % 8 == 0 ? OptionalLong.of(bits / 8) : OptionalLong.empty();
    } catch (ArithmeticException overflow) {
      return OptionalLong.empty();
    }
  }
}
