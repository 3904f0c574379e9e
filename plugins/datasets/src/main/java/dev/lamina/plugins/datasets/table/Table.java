package dev.lamina.plugins.datasets.table;

import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Quoted;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The content of a file in columns.
 *
 * @param source the file as messages name it
 */
public record Table(String source, List<String> columns, List<Row> rows) {

  /** The most columns that are read. */
  static final int MOST_COLUMNS = 1000;

  private static final int MOST_NAMED = 30;

  /** {@code there is no column 'x'; did you mean 'y'? (columns: a, b, y)}. */
  public String lacks(String column) {
    return "there is no column %s%s (%s)"
        .formatted(Quoted.of(column), NearNames.hint(column, columns), listed());
  }

  /** {@code columns: a, b, c}. */
  public String listed() {
    String names =
        columns.stream().limit(MOST_NAMED).map(Quoted::bare).collect(Collectors.joining(", "));
    return "columns: " + names + (columns.size() > MOST_NAMED ? ", ..." : "");
  }
}
