package dev.lamina.api.analysis;

import java.util.List;

/**
 * A table of text and numbers.
 *
 * @param columns names with units where there are any, e.g. {@code l2_norm}
 * @param rows cells: {@link String}, {@link Integer}, {@link Long}, {@link Double} or {@link
 *     Boolean}; an empty string for an empty cell
 */
public record Table(List<String> columns, List<List<Object>> rows) {

  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    int width = columns.size();
    if (rows.stream().anyMatch(row -> row.size() != width)) {
      throw new IllegalArgumentException("every row must have " + width + " cells");
    }
  }
}
