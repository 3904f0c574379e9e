package dev.lamina.plugins.transformers.weights.numbers;

/**
 * ggml's blocks of 256 numbers, in which groups have scales of their own, integers that a binary16
 * d (and, for their minimums, another one) scales again. Integers of 4 bits stand in pairs a byte,
 * as in {@link BlocksOf32}, for each two groups of 32.
 */
final class BlocksOf256 {

  private static final int NUMBERS = 256;
  private static final int GROUP = 32;
  private static final int SCALES = 12;

  private BlocksOf256() {}

  /** d, the minimums' d, 12 bytes of scales and minimums, 128 bytes of pairs. */
  static void q4(byte[] bytes, float[] numbers, int count) {
    int at = 0;
    for (int to = 0; to < count * NUMBERS; to += NUMBERS) {
      float d = PlainNumbers.half(bytes, at);
      float dMinimum = PlainNumbers.half(bytes, at + 2);
      int scales = at + 4;
      int pairs = scales + SCALES;
      for (int group = 0; group < NUMBERS / GROUP; group++) {
        float scale = d * scale(bytes, scales, group);
        float minimum = dMinimum * minimum(bytes, scales, group);
        int from = pairs + group / 2 * GROUP;
        int shift = group % 2 * 4;
        for (int i = 0; i < GROUP; i++) {
          numbers[to + group * GROUP + i] = scale * (bytes[from + i] >> shift & 0xf) - minimum;
        }
      }
      at = pairs + NUMBERS / 2;
    }
  }

  /** As {@link #q4}, and before the pairs 32 bytes whose bit g is the fifth bit in group g. */
  static void q5(byte[] bytes, float[] numbers, int count) {
    int at = 0;
    for (int to = 0; to < count * NUMBERS; to += NUMBERS) {
      float d = PlainNumbers.half(bytes, at);
      float dMinimum = PlainNumbers.half(bytes, at + 2);
      int scales = at + 4;
      int fifth = scales + SCALES;
      int pairs = fifth + GROUP;
      for (int group = 0; group < NUMBERS / GROUP; group++) {
        float scale = d * scale(bytes, scales, group);
        float minimum = dMinimum * minimum(bytes, scales, group);
        int from = pairs + group / 2 * GROUP;
        int shift = group % 2 * 4;
        for (int i = 0; i < GROUP; i++) {
          int q = (bytes[from + i] >> shift & 0xf) | (bytes[fifth + i] >> group & 1) << 4;
          numbers[to + group * GROUP + i] = scale * q - minimum;
        }
      }
      at = pairs + NUMBERS / 2;
    }
  }

  /**
   * 128 bytes of the lower 4 bits, 64 bytes of the upper 2, 16 signed scales, d; q is 32 less than
   * stored. The lower bits of 128 numbers stand in 64 bytes, the lower halves first; the upper bits
   * in 32 bytes, 4 numbers a byte.
   */
  static void q6(byte[] bytes, float[] numbers, int count) {
    int at = 0;
    for (int to = 0; to < count * NUMBERS; to += NUMBERS) {
      int upper = at + NUMBERS / 2;
      int scales = upper + NUMBERS / 4;
      float d = PlainNumbers.half(bytes, scales + NUMBERS / 16);
      for (int group = 0; group < NUMBERS / GROUP; group++) {
        int half = group / 4;
        int lowerFrom = at + half * 64 + group % 2 * GROUP;
        int lowerShift = group % 4 / 2 * 4;
        int upperFrom = upper + half * GROUP;
        int upperShift = group % 4 * 2;
        float first = d * bytes[scales + 2 * group];
        float second = d * bytes[scales + 2 * group + 1];
        for (int i = 0; i < GROUP; i++) {
          int lowerBits = bytes[lowerFrom + i] >> lowerShift & 0xf;
          int upperBits = bytes[upperFrom + i] >> upperShift & 3;
          float scale = i < GROUP / 2 ? first : second;
          numbers[to + group * GROUP + i] = scale * ((lowerBits | upperBits << 4) - 32);
        }
      }
      at = scales + NUMBERS / 16 + 2;
    }
  }

  /**
   * Scales and minimums have 6 bits: those of groups 0 to 3 in the lower bits of bytes 0 to 3 and 4
   * to 7, of groups 4 to 7 in the halves of bytes 8 to 11 and the two upper bits of the others.
   */
  private static int scale(byte[] bytes, int scales, int group) {
    if (group < 4) {
      return bytes[scales + group] & 0x3f;
    }
    return (bytes[scales + 4 + group] & 0xf) | (bytes[scales + group - 4] >> 2 & 0x30);
  }

  private static int minimum(byte[] bytes, int scales, int group) {
    if (group < 4) {
      return bytes[scales + 4 + group] & 0x3f;
    }
    return (bytes[scales + 4 + group] >> 4 & 0xf) | (bytes[scales + group] >> 2 & 0x30);
  }
}
