package dev.lamina.plugins.manifold;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A layer of a component, as projections read it. */
record LayerRows(Component component, int layer) {

  /**
   * Applies a function to all layers of all components, several at a time; the results are in the
   * study's order.
   *
   * @param what is done, as the progress says it
   */
  static <R> List<R> map(
      Study study,
      String what,
      Progress progress,
      Parallel parallel,
      Function<LayerRows, R> function) {
    List<LayerRows> layers = all(study);
    try (Progress.Task task = progress.begin(what, "layers", layers.size())) {
      return parallel.map(
          layers,
          layer -> {
            R result = function.apply(layer);
            task.step(1);
            return result;
          });
    }
  }

  private static List<LayerRows> all(Study study) {
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
