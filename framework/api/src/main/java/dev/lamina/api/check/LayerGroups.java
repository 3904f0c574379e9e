package dev.lamina.api.check;

import dev.lamina.api.model.ModelDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Groups of layers small enough for all activations of some prompts to be held at once. */
public final class LayerGroups {

  /** Of a group. */
  private static final long MOST_NUMBERS = 1L << 25;

  private static final int MOST_LAYERS = 10_000;

  private LayerGroups() {}

  /** Each layer once. */
  public static List<List<Integer>> disjoint(ModelDescription model, List<int[]> prompts) {
    return groups(model, Math.max(1, fitting(model, prompts)), 0);
  }

  /** Each group but the first begins with the last layer of the one before. */
  static List<List<Integer>> overlapping(ModelDescription model, List<int[]> prompts) {
    return groups(model, Math.max(2, fitting(model, prompts)), 1);
  }

  /** How many numbers all tokens of the prompts have at all components of one layer. */
  public static long numbersOfALayer(ModelDescription model, List<int[]> prompts) {
    long tokens = prompts.stream().mapToLong(ids -> ids.length).sum();
    int keys = prompts.stream().mapToInt(ids -> ids.length).max().orElse(0);
    return tokens * model.hookPoints().stream().mapToLong(point -> point.width(keys)).sum();
  }

  private static int fitting(ModelDescription model, List<int[]> prompts) {
    long perLayer = Math.max(1, numbersOfALayer(model, prompts));
    return (int) Math.min(MOST_LAYERS, MOST_NUMBERS / perLayer);
  }

  private static List<List<Integer>> groups(ModelDescription model, int most, int shared) {
    List<List<Integer>> groups = new ArrayList<>();
    int from = 0;
    int to = 0;
    while (to < model.layers()) {
      to = Math.min(model.layers(), from + most);
      groups.add(IntStream.range(from, to).boxed().toList());
      from = to - shared;
    }
    return groups;
  }
}
