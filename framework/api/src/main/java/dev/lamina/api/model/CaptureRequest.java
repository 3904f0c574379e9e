package dev.lamina.api.model;

import java.util.List;

/**
 * What to read from a model, and where.
 *
 * @param inputs the token sequences to run, none longer than the model's context
 * @param components the hook points
 * @param layers the blocks, ascending, counted from 0; components that exist once a model ignore it
 */
public record CaptureRequest(
    List<ModelInput> inputs, List<Component> components, List<Integer> layers) {

  public CaptureRequest {
    inputs = List.copyOf(inputs);
    components = List.copyOf(components);
    layers = List.copyOf(layers);
  }

  /** How many layers are read of a component: 1 for those that exist once a model. */
  public int layersOf(Component component) {
    return component.perLayer() ? layers.size() : 1;
  }
}
