package dev.lamina.plugins.manifold;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.RunFailedException;
import java.util.ArrayList;
import java.util.List;

/** A layer of a component, as projections read it. */
record LayerRows(Component component, int layer) {

  /** All layers of all components, in the study's order. */
  static List<LayerRows> all(Study study) {
    List<LayerRows> all = new ArrayList<>();
    for (Component component : study.design().components()) {
      for (int layer : study.activations(component).layers()) {
        all.add(new LayerRows(component, layer));
      }
    }
    return all;
  }

  /**
   * A copy of some rows, [rows, d_model].
   *
   * @throws RunFailedException if a number is not finite
   */
  float[][] copy(Study study, int[] rows) {
    Activations activations = study.activations(component);
    Matrix matrix = activations.layer(layer);
    float[][] copy = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      copy[i] = matrix.row(rows[i]);
      for (float value : copy[i]) {
        if (!Float.isFinite(value)) {
          throw new RunFailedException(
              "cannot project %s at layer %d: row %d holds %s"
                  .formatted(component, layer, rows[i], value));
        }
      }
    }
    return copy;
  }
}
