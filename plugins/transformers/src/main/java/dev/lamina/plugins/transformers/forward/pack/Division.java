package dev.lamina.plugins.transformers.forward.pack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The cuts between items that make packs of the least cost together, found by dynamic programming:
 * the cheapest division of the items before a place ends in one of the packs that end there.
 */
final class Division {

  private final Items items;
  private final PackCost cost;
  private final long mostNodes;
  private final long mostRows;

  /**
   * @param mostNodes of a pack behind the beginning that all its items share, unless it has one
   *     item
   * @param mostRows of activations of a pack, unless a single item gives more
   */
  Division(Items items, PackCost cost, long mostNodes, long mostRows) {
    this.items = items;
    this.cost = cost;
    this.mostNodes = mostNodes;
    this.mostRows = mostRows;
  }

  /** Neighbouring items, from {@code begin} to before {@code end}. */
  record Range(int begin, int end) {}

  List<Range> ranges() {
    double[] least = new double[items.size() + 1]; // what the items before a place cost
    int[] begin = new int[items.size() + 1]; // where the last of their packs begins
    for (int end = 1; end <= items.size(); end++) {
      least[end] = Double.POSITIVE_INFINITY;
      int common = Integer.MAX_VALUE; // tokens that all items from i on begin with
      for (int i = end - 1; i >= 0 && fits(i, end, common); i--) {
        common = Math.min(common, items.shared(i)); // what it shares with the next to join
        double seconds = least[i] + seconds(i, end);
        if (seconds < least[end]) {
          least[end] = seconds;
          begin[end] = i;
        }
      }
    }
    Deque<Range> ranges = new ArrayDeque<>();
    for (int end = items.size(); end > 0; end = begin[end]) {
      ranges.addFirst(new Range(begin[end], end));
    }
    return List.copyOf(ranges);
  }

  private boolean fits(int begin, int end, int common) {
    return begin == end - 1
        || (items.nodes(begin, end) - common <= mostNodes && items.rows(begin, end) <= mostRows);
  }

  private double seconds(int begin, int end) {
    return items.seconds(begin, end, cost);
  }
}
