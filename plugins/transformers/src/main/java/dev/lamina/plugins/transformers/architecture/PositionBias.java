package dev.lamina.plugins.transformers.architecture;

/** What is added to attention scores by position. */
public sealed interface PositionBias {

  /**
   * A slope a head times the key's position, counted from 0 (ALiBi, Press et al. 2022). Adding a
   * number to all of a token's scores changes no pattern, so this is the same as the distance from
   * key to token.
   *
   * @param heads how many heads
   * @param precision in which the products are rounded
   * @param scale what the products are multiplied by
   */
  record Alibi(int heads, Precision precision, double scale) implements PositionBias {

    /** What products are rounded to, as transformers does it. */
    public enum Precision {
      FLOAT32,
      BFLOAT16
    }

    /**
     * What is added to the scores of keys, [heads, keys].
     *
     * @param positions of the keys
     */
    public float[] table(int[] positions) {
      int keys = positions.length;
      float[] table = new float[Math.multiplyExact(heads, keys)];
      for (int head = 0; head < heads; head++) {
        float slope = round((float) slope(head));
        for (int key = 0; key < keys; key++) {
          table[head * keys + key] = (float) (scale * round(slope * round(positions[key])));
        }
      }
      return table;
    }

    /**
     * 2^(-8 i / n) for i = 1 ... n heads, n being the largest power of two; further heads take
     * every other slope of 2 n heads.
     */
    private double slope(int head) {
      int power = Integer.highestOneBit(heads);
      return head < power
          ? Math.pow(2, -8.0 * (head + 1) / power)
          : Math.pow(2, -8.0 * (2 * (head - power) + 1) / (2 * power));
    }

    private float round(float number) {
      if (precision == Precision.FLOAT32) {
        return number;
      }
      int bits = Float.floatToRawIntBits(number);
      int half = 0x7fff + (bits >>> 16 & 1); // to the nearest, ties to even
      return Float.intBitsToFloat(bits + half & 0xffff0000);
    }
  }

  /**
   * A learned number a head for each range of distances, as T5 has it (Raffel et al. 2020, section
   * 2.1): half of the ranges for each direction, half of those a distance each, the others growing.
   *
   * @param buckets how many ranges
   * @param farthest all distances from this one on share a range
   */
  record RelativeBuckets(int buckets, int farthest) implements PositionBias {

    /**
     * The range of each pair of a token and a key, [tokens, keys].
     *
     * @param tokens their positions
     * @param keys their positions
     */
    public int[] of(int[] tokens, int[] keys) {
      int[] ranges = new int[Math.multiplyExact(tokens.length, keys.length)];
      for (int token = 0; token < tokens.length; token++) {
        for (int key = 0; key < keys.length; key++) {
          ranges[token * keys.length + key] = range(tokens[token] - keys[key]);
        }
      }
      return ranges;
    }

    private int range(int back) {
      int half = buckets / 2;
      int exact = half / 2;
      int distance = Math.abs(back);
      int range = distance;
      if (distance >= exact) {
        float share = (float) Math.log((float) distance / exact);
        share /= (float) Math.log((double) farthest / exact);
        range = Math.min(half - 1, exact + (int) (share * (half - exact)));
      }
      return back < 0 ? half + range : range;
    }
  }
}
