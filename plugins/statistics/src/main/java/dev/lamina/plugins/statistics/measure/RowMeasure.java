package dev.lamina.plugins.statistics.measure;

import dev.lamina.api.activation.Matrix;

/** A number that a vector of activations x, [width], has. */
@FunctionalInterface
public interface RowMeasure {

  /** That of one row. */
  double of(float[] row);

  /** That of every row, [rows]. */
  default double[] ofRows(Matrix matrix) {
    float[] row = new float[matrix.columns()];
    double[] values = new double[matrix.rows()];
    for (int i = 0; i < values.length; i++) {
      matrix.copyRow(i, row, 0);
      values[i] = of(row);
    }
    return values;
  }
}
