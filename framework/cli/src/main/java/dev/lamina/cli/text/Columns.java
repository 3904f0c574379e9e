package dev.lamina.cli.text;

import java.util.List;
import java.util.stream.IntStream;

/** Rows of cells as lines whose columns stand one under the other. */
public final class Columns {

  private Columns() {}

  /**
   * The lines.
   *
   * @param rows of the same number of cells
   */
  public static List<String> lines(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      line.append(("%-" + Math.max(1, widths[column]) + "s  ").formatted(row.get(column)));
    }
    return line.toString().stripTrailing();
  }
}
