package dev.lamina.plugins.transformers.architecture;

/**
 * Rotary position embedding (Su et al. 2021): of each head's first {@code dims} numbers, pairs are
 * turned by angles in proportion to the position.
 *
 * @param dims how many numbers of a head are turned, even
 * @param base pair i of them turns by {@code base^(-2 i / dims)} a position, before scaling
 * @param pairing which numbers are a pair
 * @param scaling how the angles are changed for contexts longer than those trained on
 */
public record Rotary(int dims, double base, Pairing pairing, RopeScaling scaling) {

  /** Which numbers of a head are turned together. */
  public enum Pairing {
    /** Number i and number i + dims / 2 (GPT-NeoX, Llama). */
    HALVES,
    /** Number 2 i and number 2 i + 1 (GPT-J). */
    NEIGHBOURS
  }

  /**
   * The angles' cosines and sines, [length, dims / 2].
   *
   * @param dims numbers a head that are turned
   */
  public record Table(int length, int dims, float[] cosines, float[] sines) {}

  /**
   * The table of a sequence. Rounded to float32 where transformers rounds, because at position p a
   * rounding of a frequency moves the angle by p times as much.
   */
  public Table table(int length) {
    float[] frequencies = scaling.frequencies(this, length);
    double factor = scaling.attentionFactor();
    float[] cosines = new float[length * frequencies.length];
    float[] sines = new float[cosines.length];
    for (int position = 0; position < length; position++) {
      for (int i = 0; i < frequencies.length; i++) {
        float angle = position * frequencies[i];
        cosines[position * frequencies.length + i] = (float) (factor * (float) Math.cos(angle));
        sines[position * frequencies.length + i] = (float) (factor * (float) Math.sin(angle));
      }
    }
    return new Table(length, dims, cosines, sines);
  }

  /** The turns a position of a base, unscaled, [dims / 2]. */
  float[] frequencies(double ofBase) {
    float[] frequencies = new float[dims / 2];
    for (int i = 0; i < frequencies.length; i++) {
      float exponent = (float) (2 * i) / dims;
      frequencies[i] = 1 / (float) Math.pow(ofBase, exponent);
    }
    return frequencies;
  }
}
