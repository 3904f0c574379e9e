package dev.lamina.engine.store.segment;

/** Half precision: IEEE 754 binary16, 1 sign, 5 exponent and 10 fraction bits. */
final class Half {

  /** The largest finite value, (2 - 2^-10) 2^15. */
  static final float LARGEST = 65504;

  private static final float SMALLEST_NORMAL = 0x1p-14f;
  private static final float SMALLEST = 0x1p-24f;
  private static final short INFINITY = 0x7c00;
  private static final short NAN = 0x7e00;

  private Half() {}

  /** The nearest half; of two that are as near, the one whose last bit is 0. */
  static short of(float value) {
    int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
    float size = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | NAN);
    }
    if (size < SMALLEST_NORMAL) {
      // a multiple of 2^-24; the scaling is exact, Math.rint rounds to even
      return (short) (sign | (int) Math.rint(size / SMALLEST));
    }
    // 13 fraction bits go; a carry out of the fraction rightly raises the exponent
    int bits = Float.floatToRawIntBits(size);
    int rounded = (bits + 0xfff + ((bits >>> 13) & 1)) >>> 13;
    int half = rounded - ((127 - 15) << 10);
    return (short) (sign | Math.min(half, INFINITY));
  }

  /** The same number as float32, exactly. */
  static float value(short half) {
    int exponent = (half >>> 10) & 0x1f;
    int fraction = half & 0x3ff;
    float size;
    if (exponent == 0) {
      size = fraction * SMALLEST;
    } else if (exponent == 0x1f) {
      size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      size = Float.intBitsToFloat(((exponent + (127 - 15)) << 23) | (fraction << 13));
    }
    return half < 0 ? -size : size;
  }
}
