package dev.lamina.plugins.statistics.distance;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Pairs of prompts and the units that they belong to, which a bootstrap draws: items, or clusters
 * of them.
 *
 * @param first of each pair the prompt that comes first in the data set, [pairs]; pairs that were
 *     drawn are in no order
 * @param second the other prompt, which comes later
 * @param firstUnit the units of the first, counted from 0
 * @param secondUnit the units of the second
 */
record RowPairs(int[] first, int[] second, int[] firstUnit, int[] secondUnit) {

  /** Draws that are tried for one pair that is taken. */
  private static final int TRIES = 100;

  /** Which pairs are wanted. */
  @FunctionalInterface
  interface Wanted {
    boolean test(int first, int second);
  }

  /** Gathers pairs. */
  private static final class Gathered {
    private int[] first = new int[1024];
    private int[] second = new int[1024];
    private int count;

    void add(int one, int other) {
      if (count == first.length) {
        first = Arrays.copyOf(first, 2 * count);
        second = Arrays.copyOf(second, 2 * count);
      }
      first[count] = one;
      second[count++] = other;
    }

    RowPairs pairs(int[] units) {
      int[] ones = Arrays.copyOf(first, count);
      int[] others = Arrays.copyOf(second, count);
      return new RowPairs(
          ones,
          others,
          Arrays.stream(ones).map(row -> units[row]).toArray(),
          Arrays.stream(others).map(row -> units[row]).toArray());
    }
  }

  /**
   * All pairs that are wanted, where all pairs of prompts are no more than {@code most}; else so
   * many drawn with replacement.
   *
   * @param units each prompt's unit
   */
  static RowPairs of(int[] units, Wanted wanted, long most, SplittableRandom random) {
    long n = units.length;
    Gathered gathered = new Gathered();
    if (n * (n - 1) / 2 <= most) {
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          if (wanted.test(i, j)) {
            gathered.add(i, j);
          }
        }
      }
      return gathered.pairs(units);
    }
    for (long tried = 0; gathered.count < most && tried < TRIES * most; tried++) {
      int i = random.nextInt(units.length);
      int j = random.nextInt(units.length);
      if (i < j && wanted.test(i, j)) {
        gathered.add(i, j);
      }
    }
    return gathered.pairs(units);
  }

  /**
   * The pairs of prompts of one class; if more than {@code most}, a random draw of so many.
   *
   * @param classes each prompt's class, counted from 0
   * @param units each prompt's unit
   */
  static RowPairs within(
      int[] classes, int[] units, Wanted wanted, long most, SplittableRandom random) {
    int[][] members = members(classes);
    Gathered gathered = new Gathered();
    long seen = 0;
    for (int[] rows : members) {
      for (int i = 0; i < rows.length; i++) {
        for (int j = i + 1; j < rows.length; j++) {
          if (!wanted.test(rows[i], rows[j])) {
            continue;
          }
          seen++;
          if (gathered.count < most) {
            gathered.add(rows[i], rows[j]);
          } else { // each pair seen so far is kept with the same probability
            long place = random.nextLong(seen);
            if (place < most) {
              gathered.first[(int) place] = rows[i];
              gathered.second[(int) place] = rows[j];
            }
          }
        }
      }
    }
    return gathered.pairs(units);
  }

  private static int[][] members(int[] classes) {
    int count = Arrays.stream(classes).max().orElse(-1) + 1;
    int[] sizes = new int[count];
    Arrays.stream(classes).forEach(of -> sizes[of]++);
    int[][] members = new int[count][];
    for (int of = 0; of < count; of++) {
      members[of] = new int[sizes[of]];
    }
    for (int row = classes.length - 1; row >= 0; row--) {
      members[classes[row]][--sizes[classes[row]]] = row;
    }
    return members;
  }

  int count() {
    return first.length;
  }

  /** How many units have a pair here. */
  long units() {
    return Arrays.stream(firstUnit).distinct().count();
  }
}
