package dev.lamina.engine.run.folder;

import dev.lamina.api.analysis.Table;
import dev.lamina.engine.io.CsvRows;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Tables as CSV: RFC 4180, UTF-8, numbers as Java prints them. */
final class CsvTable {

  private CsvTable() {}

  static void write(Table table, OutputStream out) throws IOException {
    CsvRows csv = new CsvRows(out, table.columns());
    for (List<Object> row : table.rows()) {
      csv.add(row.stream().map(Object::toString).toList());
    }
    csv.flush();
  }
}
