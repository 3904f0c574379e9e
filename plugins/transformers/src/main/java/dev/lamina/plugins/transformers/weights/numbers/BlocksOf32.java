package dev.lamina.plugins.transformers.weights.numbers;

/**
 * ggml's blocks of 32 numbers: a binary16 scale d, with some a binary16 minimum m, and integers q;
 * a number is d q, or d q + m. Of 4-bit integers, the lower halves of 16 bytes are the first 16 and
 * the upper halves the others; fifth bits stand in 4 bytes of their own.
 */
final class BlocksOf32 {

  private static final int NUMBERS = 32;
  private static final int HALF = NUMBERS / 2;

  private BlocksOf32() {}

  /** d, 32 signed bytes. */
  static void q8WithScale(byte[] bytes, float[] numbers, int count) {
    int at = 0;
    for (int to = 0; to < count * NUMBERS; to += NUMBERS) {
      float d = PlainNumbers.half(bytes, at);
      at += 2;
      for (int i = 0; i < NUMBERS; i++) {
        numbers[to + i] = d * bytes[at + i];
      }
      at += NUMBERS;
    }
  }

  /** d, 16 bytes; q is 8 less than stored. */
  static void q4WithScale(byte[] bytes, float[] numbers, int count) {
    int at = 0;
    for (int to = 0; to < count * NUMBERS; to += NUMBERS) {
      float d = PlainNumbers.half(bytes, at);
      at += 2;
      for (int i = 0; i < HALF; i++) {
        int pair = bytes[at + i];
        numbers[to + i] = d * ((pair & 0xf) - 8);
        numbers[to + HALF + i] = d * ((pair >> 4 & 0xf) - 8);
      }
      at += HALF;
    }
  }

  /** d, m, 16 bytes. */
  static void q4WithMinimum(byte[] bytes, float[] numbers, int count) {
    int at = 0;
    for (int to = 0; to < count * NUMBERS; to += NUMBERS) {
      float d = PlainNumbers.half(bytes, at);
      float m = PlainNumbers.half(bytes, at + 2);
      at += 4;
      for (int i = 0; i < HALF; i++) {
        int pair = bytes[at + i];
        numbers[to + i] = d * (pair & 0xf) + m;
        numbers[to + HALF + i] = d * (pair >> 4 & 0xf) + m;
      }
      at += HALF;
    }
  }

  /** d, 4 bytes of fifth bits, 16 bytes; q is 16 less than stored. */
  static void q5WithScale(byte[] bytes, float[] numbers, int count) {
    int at = 0;
    for (int to = 0; to < count * NUMBERS; to += NUMBERS) {
      float d = PlainNumbers.half(bytes, at);
      int fifth = PlainNumbers.integer(bytes, at + 2);
      at += 6;
      for (int i = 0; i < HALF; i++) {
        int pair = bytes[at + i];
        numbers[to + i] = d * (((pair & 0xf) | (fifth >> i & 1) << 4) - 16);
        numbers[to + HALF + i] = d * (((pair >> 4 & 0xf) | (fifth >> (HALF + i) & 1) << 4) - 16);
      }
      at += HALF;
    }
  }

  /** d, m, 4 bytes of fifth bits, 16 bytes. */
  static void q5WithMinimum(byte[] bytes, float[] numbers, int count) {
    int at = 0;
    for (int to = 0; to < count * NUMBERS; to += NUMBERS) {
      float d = PlainNumbers.half(bytes, at);
      float m = PlainNumbers.half(bytes, at + 2);
      int fifth = PlainNumbers.integer(bytes, at + 4);
      at += 8;
      for (int i = 0; i < HALF; i++) {
        int pair = bytes[at + i];
        numbers[to + i] = d * ((pair & 0xf) | (fifth >> i & 1) << 4) + m;
        numbers[to + HALF + i] = d * ((pair >> 4 & 0xf) | (fifth >> (HALF + i) & 1) << 4) + m;
      }
      at += HALF;
    }
  }
}
