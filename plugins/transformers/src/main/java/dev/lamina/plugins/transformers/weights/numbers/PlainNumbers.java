package dev.lamina.plugins.transformers.weights.numbers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers that are stored one by one. */
final class PlainNumbers {

  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle INTEGERS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private PlainNumbers() {}

  static void f32(byte[] bytes, float[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) FLOATS.get(bytes, Float.BYTES * i);
    }
  }

  static void f16(byte[] bytes, float[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      numbers[i] = half(bytes, Short.BYTES * i);
    }
  }

  static void bf16(byte[] bytes, float[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      numbers[i] = Float.intBitsToFloat((short) SHORTS.get(bytes, Short.BYTES * i) << 16);
    }
  }

  /** The 4 bytes that begin at a byte. */
  static int integer(byte[] bytes, int at) {
    return (int) INTEGERS.get(bytes, at);
  }

  /** The binary16 that begins at a byte: sign (1 bit), exponent (5, 15 too much), fraction (10). */
  static float half(byte[] bytes, int at) {
    int bits = (short) SHORTS.get(bytes, at);
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
