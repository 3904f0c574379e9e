package dev.lamina.plugins.datasets.table;

import dev.lamina.api.problem.Location;

/**
 * One record of a table.
 *
 * @param line where the record begins
 * @param cells one a column, blank where the value is missing; may end before the last column
 * @param places where each cell begins: line in the upper, column in the lower 32 bits
 */
public record Row(int line, String[] cells, long[] places) {

  static long place(int line, int column) {
    return ((long) line << 32) | column;
  }

  /** A cell as written, blank if missing. */
  public String cell(int column) {
    return column < cells.length ? cells[column] : "";
  }

  /** Where a cell begins, or the record if it lacks the cell. */
  public Location location(String source, int column) {
    if (column >= places.length) {
      return location(source);
    }
    return new Location(source, (int) (places[column] >>> 32), (int) places[column]);
  }

  /** Where the record begins. */
  public Location location(String source) {
    return new Location(source, line, 1);
  }
}
