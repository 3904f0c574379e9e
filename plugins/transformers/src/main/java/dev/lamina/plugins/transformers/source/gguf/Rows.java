package dev.lamina.plugins.transformers.source.gguf;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.RowOrder;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.util.function.IntFunction;

/** Puts the rows of attention's matrices and biases back into Hugging Face's order. */
final class Rows {

  private Rows() {}

  /**
   * Rotary pairs that stand next to each other, [heads, d_head / 2, 2], become two halves, [heads,
   * 2, d_head / 2].
   */
  static StoredTensor halves(StoredTensor tensor, int heads) throws InvalidWeightsException {
    return reordered(tensor, 2 * heads, pairs -> RowOrder.swapped(heads, pairs, 2, 1));
  }

  /**
   * Queries, keys and values, [3, heads, d_head], become those of each head, [heads, 3, d_head].
   */
  static StoredTensor byHead(StoredTensor tensor, int heads) throws InvalidWeightsException {
    return reordered(tensor, 3 * heads, size -> RowOrder.swapped(1, 3, heads, size));
  }

  /**
   * All queries, all keys, all values become groups of queries with their key and value, [key
   * heads, heads / key heads + 2, d_head].
   */
  static StoredTensor byGroup(StoredTensor tensor, int heads, int keyHeads)
      throws InvalidWeightsException {
    int perGroup = heads / keyHeads;
    return reordered(
        tensor,
        heads + 2 * keyHeads,
        size -> {
          int[] rows = new int[(heads + 2 * keyHeads) * size];
          for (int i = 0; i < rows.length; i++) {
            int group = i / size / (perGroup + 2);
            int member = i / size % (perGroup + 2);
            int head =
                member < perGroup
                    ? group * perGroup + member
                    : heads + (member - perGroup) * keyHeads + group;
            rows[i] = head * size + i % size;
          }
          return RowOrder.of(rows);
        });
  }

  /**
   * @param parts of equal size that the rows consist of
   * @param order the order for a part's size
   */
  private static StoredTensor reordered(StoredTensor tensor, int parts, IntFunction<RowOrder> order)
      throws InvalidWeightsException {
    long rows = tensor.shape().get(0);
    if (rows % parts != 0 || rows > Integer.MAX_VALUE) {
      throw new InvalidWeightsException(
          "tensor %s has %d rows, which do not fit the number of heads"
              .formatted(Quoted.of(tensor.name()), rows));
    }
    if (!tensor.hasWholeRows()) {
      throw new InvalidWeightsException(
          "tensor %s is stored as %s, so that its numbers cannot be put in order"
              .formatted(Quoted.of(tensor.name()), tensor.type()));
    }
    return tensor.reordered(order.apply((int) rows / parts));
  }
}
