package dev.lamina.plugins.transformers.forward.pack;

import dev.lamina.api.model.ModelInput;
import java.util.Arrays;
import java.util.List;

/**
 * A sequence of tokens that is run once, for all inputs that have it.
 *
 * @param ids its tokens
 * @param inputs those that read it, at least one
 */
record Item(int[] ids, List<ModelInput> inputs) {

  /** How many tokens it has in common with another, from the first on. */
  int shared(Item other) {
    int mismatch = Arrays.mismatch(ids, other.ids);
    return mismatch < 0 ? ids.length : mismatch;
  }

  /** Rows of activations that it gives. */
  int rows() {
    return inputs.stream().mapToInt(ModelInput::rows).sum();
  }

  /** Tokens of the longest input, those behind the last that is run included. */
  int longest() {
    return inputs.stream().mapToInt(input -> input.ids().length).max().orElseThrow();
  }
}
