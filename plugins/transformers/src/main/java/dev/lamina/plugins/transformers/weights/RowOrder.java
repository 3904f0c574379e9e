package dev.lamina.plugins.transformers.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which rows of a stored tensor a tensor has, and in which order. */
public final class RowOrder {

  private final int[] rows;

  /**
   * Rows of a stored tensor that follow each other there and in the tensor.
   *
   * @param first the first one's index in the stored tensor
   */
  record Run(long first, long count) {}

  private RowOrder(int[] rows) {
    this.rows = rows;
  }

  /** Row i of the tensor is row {@code rows[i]} of the stored one. */
  public static RowOrder of(int[] rows) {
    return new RowOrder(rows.clone());
  }

  /**
   * Swaps two levels of rows that are stored as [outer, inner, run], {@code count} times one after
   * the other: the tensor has them as [inner, outer, run].
   *
   * @param run rows that stay together
   */
  public static RowOrder swapped(int count, int outer, int inner, int run) {
    int each = Math.multiplyExact(Math.multiplyExact(outer, inner), run);
    int[] rows = new int[Math.multiplyExact(count, each)];
    for (int i = 0; i < rows.length; i++) {
      int innerIndex = i % each / run / outer;
      int outerIndex = i / run % outer;
      rows[i] = i / each * each + (outerIndex * inner + innerIndex) * run + i % run;
    }
    return new RowOrder(rows);
  }

  /** The order that this one and then another one make. */
  RowOrder then(RowOrder next) {
    return new RowOrder(Arrays.stream(next.rows).map(row -> rows[row]).toArray());
  }

  /** How many rows the tensor has. */
  int count() {
    return rows.length;
  }

  /** Whether all rows are rows of a stored tensor of some height. */
  boolean fits(long height) {
    return Arrays.stream(rows).allMatch(row -> row >= 0 && row < height);
  }

  /** Whether it leaves a tensor of some height as it is. */
  boolean keeps(long height) {
    return rows.length == height && IntStream.range(0, rows.length).allMatch(i -> rows[i] == i);
  }

  /** The stored rows one after the other, as few runs as possible. */
  List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= rows.length; i++) {
      if (i == rows.length || rows[i] != rows[i - 1] + 1) {
        runs.add(new Run(rows[begin], i - begin));
        begin = i;
      }
    }
    return runs;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowOrder order && Arrays.equals(rows, order.rows);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rows);
  }

  /** Without the rows themselves, which may be many. */
  @Override
  public String toString() {
    return "order of " + rows.length + " rows";
  }
}
