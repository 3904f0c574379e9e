package dev.lamina.plugins.statistics.item;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random orders. */
public final class Shuffles {

  private Shuffles() {}

  /** The numbers from 0 to {@code count - 1}, each order being as likely (Fisher and Yates). */
  public static int[] order(int count, SplittableRandom random) {
    int[] order = IntStream.range(0, count).toArray();
    shuffle(order, 0, count, random);
    return order;
  }

  /** Shuffles the entries from {@code start} to before {@code end}. */
  public static void shuffle(int[] values, int start, int end, SplittableRandom random) {
    for (int i = end - 1; i > start; i--) {
      int other = start + random.nextInt(i + 1 - start);
      int value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }
}
