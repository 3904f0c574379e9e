package dev.lamina.plugins.probes.trajectory;

import dev.lamina.api.model.Component;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What was found at the layers of a component, ascending. */
public record ComponentTrajectory(Component component, List<LayerTrajectory> layers) {

  public ComponentTrajectory {
    layers = List.copyOf(layers);
  }

  /** The layers' numbers. */
  double[] depths() {
    return layers.stream().mapToDouble(LayerTrajectory::layer).toArray();
  }

  /** A number of each layer. */
  double[] values(ToDoubleFunction<LayerTrajectory> value) {
    return layers.stream().mapToDouble(value).toArray();
  }

  /** The layer whose last tokens tell the classes best apart, of equal ones the first. */
  LayerTrajectory best() {
    LayerTrajectory best = layers.get(0);
    for (LayerTrajectory layer : layers) {
      if (layer.auc(Position.LAST) > best.auc(Position.LAST)
          || Double.isNaN(best.auc(Position.LAST))) {
        best = layer;
      }
    }
    return best;
  }
}
