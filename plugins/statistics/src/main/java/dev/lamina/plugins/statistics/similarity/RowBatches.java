package dev.lamina.plugins.statistics.similarity;

import dev.lamina.plugins.statistics.item.Shuffles;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Rows, dealt to batches at random: what is measured of pairs of rows fits into memory. */
final class RowBatches {

  private RowBatches() {}

  /** Batches of {@code most} rows at most, whose sizes differ by one at most; all rows if one. */
  static List<int[]> of(int rows, int most, SplittableRandom random) {
    int count = (rows + most - 1) / most;
    int[] dealt = count > 1 ? Shuffles.order(rows, random) : IntStream.range(0, rows).toArray();
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                Arrays.copyOfRange(
                    dealt,
                    Math.toIntExact((long) i * rows / count),
                    Math.toIntExact((i + 1L) * rows / count)))
        .toList();
  }
}
