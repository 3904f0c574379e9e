package dev.lamina.engine.plan;

import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.engine.io.Sha256;
import java.util.Arrays;
import java.util.List;

/**
 * Which activations the run reads, and which of them have to be computed.
 *
 * @param inputs the prompts' tokens and the positions read, one a prompt, in order
 * @param layers the blocks, ascending
 * @param components what is read of the model
 */
public record CapturePlan(
    List<ModelInput> inputs, List<Integer> layers, List<PlannedComponent> components) {

  public CapturePlan {
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
    components = List.copyOf(components);
  }

  /** Where each prompt's rows begin, [prompts + 1]. */
  public long[] offsets() {
    long[] offsets = new long[inputs.size() + 1];
    for (int row = 0; row < inputs.size(); row++) {
      offsets[row + 1] = offsets[row] + inputs.get(row).rows();
    }
    return offsets;
  }

  /** Whether a row is a token rather than a prompt ({@code positions: all}). */
  public boolean tokenRows() {
    return inputs.stream().anyMatch(input -> input.pooling() == Pooling.EACH);
  }

  /** Tokens of all prompts, special ones included. */
  public long tokens() {
    return inputs.stream().mapToLong(input -> input.ids().length).sum();
  }

  /** The components that no stored activations cover. */
  public List<PlannedComponent> missing() {
    return components.stream().filter(component -> component.stored().isEmpty()).toList();
  }

  /** A digest of what the numbers depend on besides the model: ids, positions, pooling. */
  static String digest(List<ModelInput> inputs) {
    Sha256 sha256 = new Sha256();
    for (ModelInput input : inputs) {
      sha256.add(Arrays.toString(input.ids()));
      sha256.add(Arrays.toString(input.positions()));
      sha256.add(input.pooling().name());
    }
    return sha256.hex();
  }
}
