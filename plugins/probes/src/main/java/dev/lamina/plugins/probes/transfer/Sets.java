package dev.lamina.plugins.probes.transfer;

import dev.lamina.api.prompt.Label;
import dev.lamina.plugins.probes.score.Bootstrap;
import dev.lamina.plugins.probes.split.Folds;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The sets that probes are carried between. All share the folds, which keep groups together also
 * where two sets have the same one, and spread each set's classes evenly.
 *
 * @param task what is told apart
 * @param by the label whose classes are the sets
 * @param folds of the prompts of all sets
 */
record Sets(ProbingTask task, Label by, Folds folds) {

  static Sets of(ProbingTask task, Label by, int folds, SplittableRandom random) {
    int classes = task.classes();
    int[] cells =
        IntStream.range(0, task.rows())
            .map(row -> by.codes()[row] * classes + task.target().codes()[row])
            .toArray();
    int count = by.classes().size() * classes;
    return new Sets(task, by, Folds.assign(cells, count, task.groups(), folds, random));
  }

  int count() {
    return by.classes().size();
  }

  /** The prompts of a set. */
  int[] of(int set) {
    return by.members(set);
  }

  /** The prompts of all sets but one. */
  int[] others(int set) {
    return rows(row -> by.codes()[row] != set);
  }

  /** The prompts of all sets but one, outside a fold. */
  int[] others(int set, int fold) {
    return rows(row -> by.codes()[row] != set && folds.of()[row] != fold);
  }

  /** The prompts of a set in a fold. */
  int[] test(int set, int fold) {
    return rows(row -> by.codes()[row] == set && folds.of()[row] == fold);
  }

  /** The prompts of a set outside a fold. */
  int[] training(int set, int fold) {
    return rows(row -> by.codes()[row] == set && folds.of()[row] != fold);
  }

  private int[] rows(IntPredicate which) {
    return IntStream.range(0, task.rows()).filter(which).toArray();
  }

  /** The largest class's share of a set. */
  double majority(int set) {
    int[] counts = new int[task.classes()];
    for (int row : of(set)) {
      counts[task.target().codes()[row]]++;
    }
    return IntStream.of(counts).max().orElse(0) / (double) of(set).length;
  }

  /** Whether a group has prompts in several sets. */
  boolean shareGroups() {
    int[] groups = task.groups();
    Map<Integer, Integer> setOf = new HashMap<>();
    for (int row = 0; row < groups.length; row++) {
      Integer before = setOf.putIfAbsent(groups[row], by.codes()[row]);
      if (before != null && before != by.codes()[row]) {
        return true;
      }
    }
    return false;
  }

  /** Takes each set's mean from its rows, [rows, d_model]. */
  void center(float[][] rows) {
    for (int set = 0; set < count(); set++) {
      int[] members = of(set);
      double[] mean = new double[rows[0].length];
      for (int row : members) {
        for (int j = 0; j < mean.length; j++) {
          mean[j] += rows[row][j] / (double) members.length;
        }
      }
      for (int row : members) {
        for (int j = 0; j < mean.length; j++) {
          rows[row][j] -= (float) mean[j];
        }
      }
    }
  }

  /** Draws of the groups of a set. */
  Bootstrap bootstrap(int set, SplittableRandom random) {
    int[] groups = task.groups();
    return new Bootstrap(IntStream.of(of(set)).map(row -> groups[row]).toArray(), random);
  }
}
