package dev.lamina.plugins.statistics.measure;

import dev.lamina.api.config.Doc;

/** How large a vector of activations x, [d_model], is. */
public enum Magnitude implements RowMeasure {
  @Doc("Euclidean length, sqrt(sum of x_i^2).")
  L2_NORM("L2 norm"),
  @Doc("Mean of |x_i|.")
  MEAN_ABS("Mean |x|"),
  @Doc("Largest |x_i|.")
  MAX_ABS("Largest |x|"),
  @Doc("Standard deviation of the x_i, divided by d_model (ddof 0).")
  STD("Standard deviation");

  private final String title;

  Magnitude(String title) {
    this.title = title;
  }

  /** What figures call it. */
  public String title() {
    return title;
  }

  @Override
  public double of(float[] row) {
    return switch (this) {
      case L2_NORM -> l2Norm(row);
      case MEAN_ABS -> meanAbs(row);
      case MAX_ABS -> maxAbs(row);
      case STD -> Moments.of(row).std();
    };
  }

  private static double l2Norm(float[] row) {
    double squares = 0;
    for (float value : row) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  private static double meanAbs(float[] row) {
    double sum = 0;
    for (float value : row) {
      sum += Math.abs(value);
    }
    return sum / row.length;
  }

  private static double maxAbs(float[] row) {
    float largest = 0;
    for (float value : row) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
