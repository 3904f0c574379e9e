package dev.lamina.api.model;

import java.util.List;

/**
 * What to read from a model, and where.
 *
 * @param inputs the token sequences to run, none longer than the model's context
 * @param components the hook points
 * @param layers the blocks, ascending, counted from 0; components that exist once a model ignore it
 * @param keys how many keys a row of {@code pattern} and {@code attn_scores} has room for: at least
 *     the length of the longest input. Behind a sequence's own tokens, a pattern is 0, a score
 *     minus infinity.
 */
public record CaptureRequest(
    List<ModelInput> inputs, List<Component> components, List<Integer> layers, int keys) {

  public CaptureRequest {
    inputs = List.copyOf(inputs);
    components = List.copyOf(components);
    layers = List.copyOf(layers);
    if (keys < longest(inputs)) {
      throw new IllegalArgumentException("an input is longer than " + keys + " keys");
    }
  }

  /** A request with room for the keys of its longest input. */
  public CaptureRequest(List<ModelInput> inputs, List<Component> components, List<Integer> layers) {
    this(inputs, components, layers, longest(inputs));
  }

  /** The tokens of the longest input. */
  public static int longest(List<ModelInput> inputs) {
    return inputs.stream().mapToInt(input -> input.ids().length).max().orElse(0);
  }

  /** How many layers are read of a component: 1 for those that exist once a model. */
  public int layersOf(Component component) {
    return component.perLayer() ? layers.size() : 1;
  }
}
