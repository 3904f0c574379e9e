package dev.lamina.plugins.transformers.forward.pack;

import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.plugins.transformers.architecture.Attention.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Distinct sequences in an order that puts beside each other what can share work: by token ids in a
 * causal model, else by length. Neighbours are a pack; sums over all before a place tell what one
 * costs.
 */
final class Items {

  private final List<Item> items;
  private final Direction direction;
  private final int[] shared;
  private final long[] nodesBefore;
  private final long[] rowsBefore;
  private final long[] pairsBefore;

  private Items(List<Item> items, Direction direction) {
    this.items = items;
    this.direction = direction;
    this.shared = new int[items.size()];
    this.nodesBefore = new long[items.size() + 1];
    this.rowsBefore = new long[items.size() + 1];
    this.pairsBefore = new long[items.size() + 1];
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      boolean shares = direction == Direction.CAUSAL && i > 0;
      shared[i] = shares ? item.shared(items.get(i - 1)) : 0;
      nodesBefore[i + 1] = nodesBefore[i] + item.ids().length - shared[i];
      rowsBefore[i + 1] = rowsBefore[i] + item.rows();
      int length = item.ids().length;
      pairsBefore[i + 1] = pairsBefore[i] + pairs(length, shared[i], length);
    }
  }

  /**
   * The items of inputs.
   *
   * @param mostRows of an item, unless a single input has more
   */
  static Items of(List<ModelInput> inputs, Direction direction, long mostRows) {
    List<Item> sorted =
        inputs.stream()
            .map(input -> new Item(run(input, direction), List.of(input)))
            .sorted(order(direction))
            .toList();
    List<Item> distinct = new ArrayList<>();
    for (int begin = 0, end; begin < sorted.size(); begin = end) {
      Item first = sorted.get(begin);
      end = begin + 1;
      while (end < sorted.size() && Arrays.equals(first.ids(), sorted.get(end).ids())) {
        end++;
      }
      List<ModelInput> equal =
          sorted.subList(begin, end).stream().flatMap(item -> item.inputs().stream()).toList();
      for (List<ModelInput> some : cut(equal, mostRows)) {
        distinct.add(new Item(first.ids(), some));
      }
    }
    return new Items(distinct, direction);
  }

  private static List<List<ModelInput>> cut(List<ModelInput> inputs, long mostRows) {
    List<List<ModelInput>> parts = new ArrayList<>();
    int begin = 0;
    long rows = 0;
    for (int i = 0; i < inputs.size(); i++) {
      if (i > begin && rows + inputs.get(i).rows() > mostRows) {
        parts.add(inputs.subList(begin, i));
        begin = i;
        rows = 0;
      }
      rows += inputs.get(i).rows();
    }
    parts.add(inputs.subList(begin, inputs.size()));
    return parts;
  }

  /** What is run of an input: behind the last position that is read, nothing in a causal model. */
  private static int[] run(ModelInput input, Direction direction) {
    int last = input.positions()[input.positions().length - 1];
    return direction == Direction.CAUSAL ? Arrays.copyOf(input.ids(), last + 1) : input.ids();
  }

  private static Comparator<Item> order(Direction direction) {
    Comparator<Item> byIds = (a, b) -> Arrays.compare(a.ids(), b.ids());
    return direction == Direction.CAUSAL
        ? byIds
        : Comparator.<Item>comparingInt(item -> item.ids().length).thenComparing(byIds);
  }

  int size() {
    return items.size();
  }

  /** Nodes of a pack of the items from one to before another. */
  long nodes(int begin, int end) {
    return nodesBefore[end] - nodesBefore[begin] + shared[begin];
  }

  /** How many of an item's tokens, from the first on, the one before it has too. */
  int shared(int item) {
    return shared[item];
  }

  /** Rows of activations that such a pack gives. */
  long rows(int begin, int end) {
    return rowsBefore[end] - rowsBefore[begin];
  }

  /** About how many pairs of queries and keys the tiles of such a pack have. */
  long pairs(int begin, int end) {
    return pairsBefore[end] - pairsBefore[begin] + pairs(shared[begin], 0, shared[begin]);
  }

  /** Those of an item's tokens from a depth to before another. */
  private long pairs(int length, int from, int to) {
    return switch (direction) {
      case CAUSAL -> (long) (to - from) * (Tiling.QUERIES + (from + to) / 2);
      case BIDIRECTIONAL -> (long) (to - from) * Math.max(Tiling.QUERIES, length);
    };
  }

  /** What such a pack costs. */
  double seconds(int begin, int end, PackCost cost) {
    return cost.seconds(nodes(begin, end), pairs(begin, end));
  }

  Slice slice(int begin, int end, Pooling pooling, PackCost cost) {
    return new Slice(
        items.subList(begin, end),
        pooling,
        nodes(begin, end),
        pairs(begin, end),
        seconds(begin, end, cost));
  }
}
