package dev.lamina.plugins.statistics.comparison;

import java.util.List;

/**
 * For each layer of a model the one of another that lies at the most similar relative depth, layer
 * / (layers of the model - 1).
 *
 * @param first captured layers of the first model, which has {@code firstBlocks} blocks
 * @param second those of the other, with {@code secondBlocks}
 */
record DepthPartners(List<Integer> first, int firstBlocks, List<Integer> second, int secondBlocks) {

  /** Places in {@code second}, one for each of {@code first}; the lower one of two as near. */
  int[] places() {
    return first.stream().mapToInt(this::place).toArray();
  }

  private int place(int layer) {
    int nearest = 0;
    for (int place = 1; place < second.size(); place++) {
      if (apart(layer, second.get(place)) < apart(layer, second.get(nearest))) {
        nearest = place;
      }
    }
    return nearest;
  }

  /** The difference of the depths times the product of their denominators: whole numbers. */
  private long apart(int layer, int other) {
    return Math.abs(
        (long) layer * Math.max(1, secondBlocks - 1) - (long) other * Math.max(1, firstBlocks - 1));
  }
}
