package dev.lamina.plugins.statistics.item;

import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.plugins.statistics.group.Groups;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The items that every group has one prompt of.
 *
 * @param rows for each group the prompts of the items, in the same order, [groups, items]
 */
public record Counterparts(int[][] rows) {

  /** Fewer say nothing, and the unbiased HSIC divides by n - 3. */
  private static final int LEAST = 4;

  /** The items that all groups have. */
  public static Counterparts of(Prompts prompts, Groups groups, ItemLabels item) {
    List<int[]> complete =
        item.rows(prompts).values().stream()
            .map(rows -> byGroup(rows, groups))
            .filter(rows -> Arrays.stream(rows).allMatch(row -> row >= 0))
            .toList();
    int[][] rows = new int[groups.count()][complete.size()];
    for (int i = 0; i < complete.size(); i++) {
      for (int group = 0; group < groups.count(); group++) {
        rows[group][i] = complete.get(i)[group];
      }
    }
    return new Counterparts(rows);
  }

  /** For each group an item's prompt, the last if there are several; -1 for none. */
  private static int[] byGroup(List<Integer> rows, Groups groups) {
    int[] found = new int[groups.count()];
    Arrays.fill(found, -1);
    rows.forEach(row -> found[groups.of(row)] = row);
    return found;
  }

  /** Reports an item that a group has twice, too few items, and how many are left out. */
  public static void check(Prompts prompts, Groups groups, ItemLabels item, Problems problems) {
    Map<String, List<Integer>> items = item.rows(prompts);
    for (Map.Entry<String, List<Integer>> of : items.entrySet()) {
      if (reportTwice(of.getKey(), of.getValue(), groups, problems)) {
        return;
      }
    }
    int complete = of(prompts, groups, item).count();
    int left = items.size() - complete;
    if (complete < LEAST) {
      problems.error(
          "item",
          "%d of %d items (prompts that agree in %s) have a prompt in each of the %d groups of %s, but %d are needed; name a label that is the same for counterparts"
              .formatted(
                  complete,
                  items.size(),
                  Quoted.bare(item),
                  groups.count(),
                  Quoted.bare(groups.label()),
                  LEAST));
    } else if (left > 0) {
      problems.warning(
          "item",
          "%d of %d items lack a prompt in some group of %s and are left out"
              .formatted(left, items.size(), Quoted.bare(groups.label())));
    }
  }

  private static boolean reportTwice(
      String item, List<Integer> rows, Groups groups, Problems problems) {
    Map<Integer, Integer> first = new HashMap<>();
    for (int row : rows) {
      Integer before = first.putIfAbsent(groups.of(row), row);
      if (before != null) {
        problems.error(
            "item",
            "prompts %d and %d are both item %s of %s %s; name labels that tell the prompts of a group apart, e.g. [pair, is_true]"
                .formatted(
                    before + 1,
                    row + 1,
                    Quoted.of(item),
                    Quoted.bare(groups.label()),
                    Quoted.of(groups.value(groups.of(row)))));
        return true;
      }
    }
    return false;
  }

  /**
   * Each item's class of a label, counted from 0 in order of appearance.
   *
   * @return empty if the prompts of an item differ in it
   */
  public Optional<int[]> clusters(Label label) {
    Map<Integer, Integer> numbers = new HashMap<>();
    int[] clusters = new int[count()];
    for (int item = 0; item < clusters.length; item++) {
      int code = label.codes()[rows[0][item]];
      for (int[] group : rows) {
        if (label.codes()[group[item]] != code) {
          return Optional.empty();
        }
      }
      clusters[item] = numbers.computeIfAbsent(code, of -> numbers.size());
    }
    return Optional.of(clusters);
  }

  /** How many items there are. */
  public int count() {
    return rows[0].length;
  }

  /** All of them, or a random draw of so many, in the order of the prompts. */
  public Counterparts atMost(int most, SplittableRandom random) {
    if (count() <= most) {
      return this;
    }
    int[] drawn = Arrays.copyOf(Shuffles.order(count(), random), most);
    Arrays.sort(drawn);
    return new Counterparts(
        Arrays.stream(rows)
            .map(of -> Arrays.stream(drawn).map(item -> of[item]).toArray())
            .toArray(int[][]::new));
  }
}
