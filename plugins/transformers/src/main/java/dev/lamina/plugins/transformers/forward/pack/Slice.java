package dev.lamina.plugins.transformers.forward.pack;

import dev.lamina.api.model.Pooling;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Attention.Direction;
import dev.lamina.plugins.transformers.architecture.Embedding.Positions;
import java.util.List;

/**
 * A pack before it is laid out.
 *
 * @param items what is run, in the order of {@link Items}
 * @param nodes how many nodes that makes
 * @param pairs about how many pairs of queries and keys its tiles have
 * @param seconds what it costs one thread
 */
public record Slice(List<Item> items, Pooling pooling, long nodes, long pairs, double seconds) {

  /** How many rows of activations it gives. */
  public long rows() {
    return items.stream().mapToLong(Item::rows).sum();
  }

  /** Lays it out for an architecture. */
  public Pack pack(Architecture architecture) {
    return pack(architecture.attention().direction(), architecture.embedding().positions());
  }

  Pack pack(Direction direction, Positions positions) {
    Layout layout = new Layout(items, Math.toIntExact(nodes), positions);
    return switch (direction) {
      case CAUSAL -> layout.tree(pooling);
      case BIDIRECTIONAL -> layout.sequences(pooling);
    };
  }
}
