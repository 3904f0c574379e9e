package dev.lamina.plugins.transformers;

import java.util.stream.IntStream;

/** Comparisons of numbers; where both are minus infinity they are equal and nothing else. */
final class Vectors {

  private Vectors() {}

  /** The largest size of a finite number. */
  static double largest(float[] values) {
    return IntStream.range(0, values.length)
        .filter(i -> Float.isFinite(values[i]))
        .mapToDouble(i -> Math.abs(values[i]))
        .max()
        .orElse(0);
  }

  /** The largest difference. */
  static double difference(float[] left, float[] right) {
    return IntStream.range(0, left.length)
        .mapToDouble(i -> left[i] == right[i] ? 0 : Math.abs(left[i] - right[i]))
        .max()
        .orElse(0);
  }

  /** The cosine of the angle between them, infinities left aside. */
  static double cosine(float[] left, float[] right) {
    double product = 0;
    double leftSquares = 0;
    double rightSquares = 0;
    for (int i = 0; i < left.length; i++) {
      if (Float.isFinite(left[i]) && Float.isFinite(right[i])) {
        product += (double) left[i] * right[i];
        leftSquares += (double) left[i] * left[i];
        rightSquares += (double) right[i] * right[i];
      }
    }
    double norms = Math.sqrt(leftSquares * rightSquares);
    return leftSquares == 0 && rightSquares == 0 ? 1 : product / norms; // NaN for one zero
  }
}
