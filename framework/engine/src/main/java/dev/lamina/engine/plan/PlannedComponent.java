package dev.lamina.engine.plan;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.model.Component;
import dev.lamina.engine.store.EntryKey;
import java.util.List;
import java.util.Optional;

/**
 * One component's activations.
 *
 * @param layers the entries along the layer axis, one for components that exist once a model
 * @param width numbers of a row and layer
 * @param stored what an earlier run left, if it covers all that is needed
 */
public record PlannedComponent(
    Component component,
    EntryKey key,
    List<Integer> layers,
    int width,
    Optional<Activations> stored) {

  public PlannedComponent {
    layers = List.copyOf(layers);
  }

  /** Size of the activations, bytes. */
  public long bytes(long rows) {
    return rows * layers.size() * width * Float.BYTES;
  }
}
