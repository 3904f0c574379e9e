package dev.lamina.plugins.probes.ridge;

import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Numbers without meaning that keep the structure of the real ones, for a control: groups of as
 * many rows exchange their numbers as wholes, and the rows of a group exchange theirs (Winkler et
 * al. 2015, Multi-level block permutation). Groups whose size no other has are shuffled within
 * alone.
 */
final class ShuffledTargets {

  private ShuffledTargets() {}

  /** Shuffles on each side of training and test alone, where a label gives these. */
  static double[] of(double[] values, ProbingTask task, SplittableRandom random) {
    int[] groups = task.groups();
    double[] shuffled = new double[values.length];
    for (int[] side : task.sides()) {
      double[] own = IntStream.of(side).mapToDouble(row -> values[row]).toArray();
      double[] moved = of(own, IntStream.of(side).map(row -> groups[row]).toArray(), random);
      for (int i = 0; i < side.length; i++) {
        shuffled[side[i]] = moved[i];
      }
    }
    return shuffled;
  }

  /**
   * Shuffles.
   *
   * @param groups for each row its group
   */
  static double[] of(double[] values, int[] groups, SplittableRandom random) {
    Map<Integer, List<Integer>> rowsOf = new LinkedHashMap<>();
    for (int row = 0; row < groups.length; row++) {
      rowsOf.computeIfAbsent(groups[row], group -> new ArrayList<>()).add(row);
    }
    Map<Integer, List<List<Integer>>> ofSize = new LinkedHashMap<>();
    for (List<Integer> rows : rowsOf.values()) {
      ofSize.computeIfAbsent(rows.size(), size -> new ArrayList<>()).add(rows);
    }
    double[] shuffled = new double[values.length];
    for (List<List<Integer>> alike : ofSize.values()) {
      int[] from = shuffled(alike.size(), random);
      for (int group = 0; group < from.length; group++) {
        List<Integer> source = alike.get(from[group]);
        List<Integer> target = alike.get(group);
        int[] within = shuffled(source.size(), random);
        for (int i = 0; i < within.length; i++) {
          shuffled[target.get(i)] = values[source.get(within[i])];
        }
      }
    }
    return shuffled;
  }

  private static int[] shuffled(int count, SplittableRandom random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
