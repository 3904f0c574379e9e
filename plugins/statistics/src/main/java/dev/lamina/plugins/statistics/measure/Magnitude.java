package dev.lamina.plugins.statistics.measure;

import dev.lamina.api.activation.Matrix;
import dev.lamina.api.config.Doc;
import java.util.function.ToDoubleFunction;

/** How large a vector of activations x, [d_model], is. */
public enum Magnitude {
  @Doc("Euclidean length, sqrt(sum of x_i^2).")
  L2_NORM("L2 norm", Magnitude::l2Norm),
  @Doc("Mean of |x_i|.")
  MEAN_ABS("mean |x|", Magnitude::meanAbs),
  @Doc("Largest |x_i|.")
  MAX_ABS("largest |x|", Magnitude::maxAbs),
  @Doc("Standard deviation of the x_i, divided by d_model (ddof 0).")
  STD("standard deviation", row -> Moments.of(row).std());

  private final String title;
  private final ToDoubleFunction<float[]> formula;

  Magnitude(String title, ToDoubleFunction<float[]> formula) {
    this.title = title;
    this.formula = formula;
  }

  /** What figures call it. */
  public String title() {
    return title;
  }

  /** The magnitude of one row. */
  public double of(float[] row) {
    return formula.applyAsDouble(row);
  }

  /** The magnitude of every row, [rows]. */
  public double[] ofRows(Matrix matrix) {
    float[] row = new float[matrix.columns()];
    double[] values = new double[matrix.rows()];
    for (int i = 0; i < values.length; i++) {
      matrix.copyRow(i, row, 0);
      values[i] = of(row);
    }
    return values;
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
