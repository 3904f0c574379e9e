package dev.lamina.engine.plan;

import dev.lamina.api.model.Component;
import dev.lamina.api.model.HookPoint;
import dev.lamina.engine.store.Coverage;
import dev.lamina.engine.store.segment.Collection;
import java.util.List;

/**
 * One component's activations.
 *
 * @param point where in the model they are, and their shape
 * @param collection under what they are stored
 * @param width numbers of a row and layer
 * @param coverage what earlier runs left
 */
public record PlannedComponent(
    HookPoint point, Collection collection, int width, Coverage coverage) {

  public Component component() {
    return point.component();
  }

  /** The entries along the layer axis, one for components that exist once a model. */
  public List<Integer> layers() {
    return coverage.layers();
  }

  /** Size of the activations, stored, bytes. */
  public long bytes(long rows) {
    return rows * layers().size() * width * collection.storage().bytes();
  }
}
