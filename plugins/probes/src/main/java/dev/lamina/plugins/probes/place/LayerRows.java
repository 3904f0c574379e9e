package dev.lamina.plugins.probes.place;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.problem.RunFailedException;

/** The activations of a layer, for a probe. */
public final class LayerRows {

  private LayerRows() {}

  /**
   * A copy of a layer, [rows, d_model].
   *
   * @throws RunFailedException if a number is not finite
   */
  public static float[][] of(Activations activations, int layer) {
    Matrix matrix = activations.layer(layer);
    float[][] rows = new float[matrix.rows()][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = matrix.row(row);
      for (float value : rows[row]) {
        if (!Float.isFinite(value)) {
          throw new RunFailedException(
              "a probe cannot use %s at layer %d: row %d holds %s"
                  .formatted(activations.component(), layer, row, value));
        }
      }
    }
    return rows;
  }
}
