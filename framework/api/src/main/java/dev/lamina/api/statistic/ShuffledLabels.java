package dev.lamina.api.statistic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Labels without meaning that keep the structure of the real ones, for a control. Labels move only
 * where they would be exchangeable if they meant nothing:
 *
 * <ul>
 *   <li>in a group with several classes, among the classes that have as many rows there: a fact and
 *       its counterfactual keep their labels or exchange them, each in all of its wordings, which
 *       are no evidence of their own; where classes have different numbers of rows, among the rows;
 *   <li>groups of one class exchange their labels as wholes, as a control task gives all
 *       occurrences of a word one random label (Hewitt and Liang 2019).
 * </ul>
 *
 * <p>Without groups every row is a group of its own, and labels are permuted over the rows.
 */
public final class ShuffledLabels {

  private ShuffledLabels() {}

  /**
   * Shuffles.
   *
   * @param labels for each row its class
   * @param groups for each row its group
   */
  public static int[] of(int[] labels, int[] groups, SplittableRandom random) {
    Map<Integer, List<Integer>> rowsOf = new LinkedHashMap<>();
    for (int row = 0; row < groups.length; row++) {
      rowsOf.computeIfAbsent(groups[row], group -> new ArrayList<>()).add(row);
    }
    int[] shuffled = labels.clone();
    List<List<Integer>> pure = new ArrayList<>();
    for (List<Integer> rows : rowsOf.values()) {
      int[] own = rows.stream().mapToInt(row -> labels[row]).toArray();
      if (Arrays.stream(own).distinct().count() == 1) {
        pure.add(rows);
      } else {
        exchange(own, random);
        for (int i = 0; i < own.length; i++) {
          shuffled[rows.get(i)] = own[i];
        }
      }
    }
    int[] wholes = pure.stream().mapToInt(rows -> labels[rows.get(0)]).toArray();
    shuffle(wholes, random);
    for (int i = 0; i < wholes.length; i++) {
      for (int row : pure.get(i)) {
        shuffled[row] = wholes[i];
      }
    }
    return shuffled;
  }

  /** Exchanges whole classes where all have as many rows, else rows. */
  private static void exchange(int[] labels, SplittableRandom random) {
    Map<Integer, Integer> sizes = new TreeMap<>();
    for (int label : labels) {
      sizes.merge(label, 1, Integer::sum);
    }
    if (sizes.values().stream().distinct().count() > 1) {
      shuffle(labels, random);
      return;
    }
    int[] classes = sizes.keySet().stream().mapToInt(label -> label).toArray();
    int[] exchanged = classes.clone();
    shuffle(exchanged, random);
    for (int row = 0; row < labels.length; row++) {
      labels[row] = exchanged[Arrays.binarySearch(classes, labels[row])];
    }
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
