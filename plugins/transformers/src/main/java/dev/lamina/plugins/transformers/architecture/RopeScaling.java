package dev.lamina.plugins.transformers.architecture;

/** How rotary angles are changed for contexts longer than those that were trained on. */
public sealed interface RopeScaling {

  /**
   * Radians a position of each pair, [dims / 2].
   *
   * @param length tokens of the sequence
   */
  float[] frequencies(Rotary rotary, int length);

  /** Sequences whose lengths have the same number here are turned by the same angles. */
  default int sameAngles(int length) {
    return 0;
  }

  /** What the cosines and sines are multiplied by. */
  default double attentionFactor() {
    return 1;
  }

  /**
   * The most tokens of a sequence.
   *
   * @param trained what the configuration says
   */
  default int context(int trained) {
    return trained;
  }

  /** The angles as they are. */
  record None() implements RopeScaling {

    @Override
    public float[] frequencies(Rotary rotary, int length) {
      return rotary.frequencies(rotary.base());
    }
  }

  /** All angles divided by a factor (Chen et al. 2023, position interpolation). */
  record Linear(double factor) implements RopeScaling {

    @Override
    public float[] frequencies(Rotary rotary, int length) {
      float[] frequencies = rotary.frequencies(rotary.base());
      for (int i = 0; i < frequencies.length; i++) {
        frequencies[i] /= (float) factor;
      }
      return frequencies;
    }
  }

  /**
   * A base that grows with the sequence, once it is longer than the trained context (bloc97 and
   * emozilla 2023, dynamic NTK).
   *
   * @param trained tokens of the trained context
   */
  record Dynamic(double factor, int trained) implements RopeScaling {

    @Override
    public int sameAngles(int length) {
      return length <= trained ? 0 : length;
    }

    @Override
    public int context(int saidToBe) {
      return (int) Math.max(saidToBe, Math.min(Integer.MAX_VALUE, factor * trained));
    }

    @Override
    public float[] frequencies(Rotary rotary, int length) {
      if (length <= trained) {
        return rotary.frequencies(rotary.base());
      }
      double dims = rotary.dims();
      double growth = factor * length / trained - (factor - 1);
      return rotary.frequencies(rotary.base() * Math.pow(growth, dims / (dims - 2)));
    }
  }

  /**
   * Slow turns are divided by a factor, fast ones left, those between interpolated (Llama 3.1).
   *
   * @param low a turn is slow if the trained context holds fewer of it
   * @param high a turn is fast if the trained context holds more of it
   * @param trained tokens of the trained context
   */
  record Llama3(double factor, double low, double high, int trained) implements RopeScaling {

    @Override
    public float[] frequencies(Rotary rotary, int length) {
      float[] frequencies = rotary.frequencies(rotary.base());
      for (int i = 0; i < frequencies.length; i++) {
        float frequency = frequencies[i];
        float turns = (float) (trained / (2 * Math.PI / frequency));
        if (turns < low) {
          frequencies[i] = (float) (frequency / factor);
        } else if (turns <= high) {
          float fast = (float) ((turns - low) / (high - low));
          frequencies[i] = (float) ((1 - fast) * frequency / factor + fast * frequency);
        }
      }
      return frequencies;
    }
  }

  /**
   * YaRN (Peng et al. 2023): as {@link Llama3}, but by the pair's number between two bounds; and
   * cosines and sines are multiplied.
   *
   * @param slowest the first pair that is only divided
   * @param fastest the last pair that is only left
   * @param attentionFactor what cosines and sines are multiplied by
   */
  record Yarn(double factor, double fastest, double slowest, double attentionFactor)
      implements RopeScaling {

    @Override
    public float[] frequencies(Rotary rotary, int length) {
      float[] frequencies = rotary.frequencies(rotary.base());
      double width = fastest == slowest ? 0.001 : slowest - fastest;
      for (int i = 0; i < frequencies.length; i++) {
        float slow = (float) Math.min(1, Math.max(0, (i - fastest) / width));
        float divided = (float) (frequencies[i] / factor);
        frequencies[i] = divided * slow + frequencies[i] * (1 - slow);
      }
      return frequencies;
    }
  }
}
