package dev.lamina.plugins.probes.split;

import dev.lamina.api.prompt.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A partition of rows for cross-validation: each fold is the test set once, the others together its
 * training set. No group is in two folds, and the classes are spread over the folds as evenly as
 * the groups allow (the greedy algorithm of scikit-learn's StratifiedGroupKFold: shuffled groups,
 * the most one-sided first, each to the fold where it least unbalances the classes).
 *
 * @param of for each row its fold, or -1 if it is only trained on
 * @param count how many folds there are
 */
public record Folds(int[] of, int count) {

  /** Differences of balance below this are rounding. */
  private static final double TIE = 1e-12;

  /** What a label calls rows that are only trained on. */
  public static final String TRAIN = "train";

  /** What a label calls rows that are only tested on. */
  public static final String TEST = "test";

  /**
   * Assigns.
   *
   * @param labels for each row its class
   * @param groups for each row its group, 0, 1, 2, ...; a group a row to group nothing
   */
  public static Folds assign(
      int[] labels, int classes, int[] groups, int count, SplittableRandom random) {
    int[][] members = new int[Arrays.stream(groups).max().orElse(-1) + 1][classes];
    int[] totals = new int[classes];
    for (int row = 0; row < labels.length; row++) {
      members[groups[row]][labels[row]]++;
      totals[labels[row]]++;
    }
    int[][] filled = new int[count][classes];
    int[] foldOfGroup = new int[members.length];
    for (int group : order(members, random)) {
      int fold = bestFold(filled, members[group], totals);
      foldOfGroup[group] = fold;
      add(filled[fold], members[group], 1);
    }
    return new Folds(Arrays.stream(groups).map(group -> foldOfGroup[group]).toArray(), count);
  }

  /**
   * Takes the folds from a label: each of its values is held out once (leave one group out), or, if
   * they are {@value #TRAIN} and {@value #TEST}, the latter alone (scikit-learn's PredefinedSplit).
   */
  public static Folds given(Label split) {
    int test = split.classes().indexOf(TEST);
    return isTrainAndTest(split)
        ? new Folds(IntStream.of(split.codes()).map(code -> code == test ? 0 : -1).toArray(), 1)
        : new Folds(split.codes(), split.classes().size());
  }

  /** Whether a label says of each row whether it is for training or for the test. */
  public static boolean isTrainAndTest(Label split) {
    return Set.copyOf(split.classes()).equals(Set.of(TRAIN, TEST));
  }

  private static List<Integer> order(int[][] members, SplittableRandom random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, members.length).boxed().toList());
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    double[] oneSided = Arrays.stream(members).mapToDouble(Folds::deviation).toArray();
    order.sort(Comparator.comparingDouble(group -> -oneSided[group]));
    return order;
  }

  private static double deviation(int[] counts) {
    return deviation(Arrays.stream(counts).asDoubleStream().toArray());
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }

  private static int bestFold(int[][] filled, int[] group, int[] totals) {
    int best = -1;
    double bestImbalance = Double.POSITIVE_INFINITY;
    int bestSize = Integer.MAX_VALUE;
    for (int fold = 0; fold < filled.length; fold++) {
      int size = Arrays.stream(filled[fold]).sum();
      add(filled[fold], group, 1);
      double imbalance = imbalance(filled, totals);
      add(filled[fold], group, -1);
      boolean tie = Math.abs(imbalance - bestImbalance) <= TIE;
      if (tie ? size < bestSize : imbalance < bestImbalance) {
        best = fold;
        bestImbalance = imbalance;
        bestSize = size;
      }
    }
    return best;
  }

  private static void add(int[] fold, int[] group, int sign) {
    for (int k = 0; k < fold.length; k++) {
      fold[k] += sign * group[k];
    }
  }

  /** How unevenly the folds share each class: the standard deviation over folds, summed. */
  private static double imbalance(int[][] filled, int[] totals) {
    double sum = 0;
    double[] shares = new double[filled.length];
    for (int k = 0; k < totals.length; k++) {
      for (int fold = 0; fold < filled.length; fold++) {
        shares[fold] = filled[fold][k] / (double) Math.max(1, totals[k]);
      }
      sum += deviation(shares);
    }
    return sum;
  }

  /** The rows of a fold, ascending. */
  public int[] test(int fold) {
    return IntStream.range(0, of.length).filter(row -> of[row] == fold).toArray();
  }

  /** The rows that are in a fold, ascending. */
  public int[] tested() {
    return IntStream.range(0, of.length).filter(row -> of[row] >= 0).toArray();
  }

  /** How many times the training rows of a fold, on average, all tested rows are. */
  public double overlap() {
    double training =
        IntStream.range(0, count).map(fold -> training(fold).length).average().orElse(Double.NaN);
    return tested().length / training;
  }

  /** The rows that are not in a fold, ascending. */
  public int[] training(int fold) {
    return IntStream.range(0, of.length).filter(row -> of[row] != fold).toArray();
  }
}
