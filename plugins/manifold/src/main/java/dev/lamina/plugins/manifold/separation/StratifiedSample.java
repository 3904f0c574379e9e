package dev.lamina.plugins.manifold.separation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A random part of the rows with every class's share kept. */
public final class StratifiedSample {

  private StratifiedSample() {}

  /**
   * Samples.
   *
   * @param codes for each row its class
   * @param size how many rows to keep. Classes share them in proportion, each to the nearest row,
   *     and each keeps one or more: a few more or fewer rows may be kept, by at most one a class
   * @return the kept rows, ascending; all of them if there are no more than {@code size}
   */
  public static int[] of(int[] codes, int size, SplittableRandom random) {
    if (codes.length <= size) {
      return IntStream.range(0, codes.length).toArray();
    }
    int classes = Arrays.stream(codes).max().orElse(-1) + 1;
    List<Integer> kept = new ArrayList<>();
    for (int code = 0; code < classes; code++) {
      int of = code;
      int[] members = IntStream.range(0, codes.length).filter(row -> codes[row] == of).toArray();
      long share = Math.round(members.length * (double) size / codes.length);
      int[] order = shuffled(members, random);
      for (int i = 0; i < Math.min(members.length, Math.max(1, share)); i++) {
        kept.add(order[i]);
      }
    }
    kept.sort(Comparator.naturalOrder());
    return kept.stream().mapToInt(row -> row).toArray();
  }

  /** The same numbers in random order. */
  private static int[] shuffled(int[] rows, SplittableRandom random) {
    int[] shuffled = rows.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swapped;
    }
    return shuffled;
  }
}
