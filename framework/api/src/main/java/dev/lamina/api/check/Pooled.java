package dev.lamina.api.check;

import java.util.Arrays;

/** What pooling is, computed in the plainest way. */
final class Pooled {

  private Pooled() {}

  /** [tokens, size] -> [size]. */
  static float[] mean(float[] tokens, int size) {
    double[] sums = new double[size];
    for (int i = 0; i < tokens.length; i++) {
      sums[i % size] += tokens[i];
    }
    float[] mean = new float[size];
    for (int i = 0; i < size; i++) {
      mean[i] = (float) (sums[i] * size / tokens.length);
    }
    return mean;
  }

  /** [tokens, size] -> [size]. */
  static float[] max(float[] tokens, int size) {
    float[] max = Arrays.copyOf(tokens, size);
    for (int i = size; i < tokens.length; i++) {
      max[i % size] = Math.max(max[i % size], tokens[i]);
    }
    return max;
  }
}
