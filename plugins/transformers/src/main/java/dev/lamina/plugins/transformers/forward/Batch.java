package dev.lamina.plugins.transformers.forward;

import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.plugins.transformers.architecture.Embedding.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sequences that are run together: of equal length, so that nothing is padded, and pooled the same
 * way. Their tokens stand one sequence after the other.
 *
 * @param inputs at least one
 * @param length tokens of each
 */
record Batch(List<ModelInput> inputs, int length, Pooling pooling) {

  /**
   * Tokens of a batch, unless one sequence is longer. Enough to keep the matrix products fast (more
   * gain less than 5%), and few enough to give every processor some.
   */
  private static final int MOST_TOKENS = 256;

  Batch {
    inputs = List.copyOf(inputs);
  }

  /** Divides inputs into batches, the shortest sequences first. */
  static List<Batch> of(List<ModelInput> inputs) {
    Map<Integer, Map<Pooling, List<ModelInput>>> groups = new TreeMap<>();
    for (ModelInput input : inputs) {
      groups
          .computeIfAbsent(input.ids().length, length -> new TreeMap<>())
          .computeIfAbsent(input.pooling(), pooling -> new ArrayList<>())
          .add(input);
    }
    List<Batch> batches = new ArrayList<>();
    groups.forEach(
        (length, poolings) ->
            poolings.forEach(
                (pooling, group) -> {
                  int most = Math.max(1, MOST_TOKENS / length);
                  for (int from = 0; from < group.size(); from += most) {
                    int to = Math.min(group.size(), from + most);
                    batches.add(new Batch(group.subList(from, to), length, pooling));
                  }
                }));
    return batches;
  }

  /** How many sequences there are. */
  int sequences() {
    return inputs.size();
  }

  /** Token ids, [n]. */
  int[] ids() {
    int[] ids = new int[sequences() * length];
    for (int i = 0; i < sequences(); i++) {
      System.arraycopy(inputs.get(i).ids(), 0, ids, i * length, length);
    }
    return ids;
  }

  /** Each token's row of the position embedding, [n]. */
  int[] positions(Positions how) {
    int[] positions = new int[sequences() * length];
    for (int i = 0; i < sequences(); i++) {
      System.arraycopy(how.of(inputs.get(i).ids()), 0, positions, i * length, length);
    }
    return positions;
  }

  /** The tokens that are read, among all of the batch's, input after input, [count]. */
  int[] readTokens() {
    int[] tokens = new int[inputs.stream().mapToInt(input -> input.positions().length).sum()];
    int count = 0;
    for (int i = 0; i < sequences(); i++) {
      for (int position : inputs.get(i).positions()) {
        tokens[count++] = i * length + position;
      }
    }
    return tokens;
  }

  /** Where each input's tokens begin among {@link #readTokens()}, [sequences]. */
  int[] readStarts() {
    int[] starts = new int[sequences()];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + inputs.get(i - 1).positions().length;
    }
    return starts;
  }
}
