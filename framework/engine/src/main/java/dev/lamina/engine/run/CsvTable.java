package dev.lamina.engine.run;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.lamina.api.analysis.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tables as CSV: RFC 4180, UTF-8, numbers as Java prints them. */
final class CsvTable {

  private CsvTable() {}

  static void write(Table table, OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CsvWriter csv = CsvWriter.builder().build(writer);
    csv.writeRecord(table.columns());
    for (List<Object> row : table.rows()) {
      csv.writeRecord(row.stream().map(Object::toString).toList());
    }
    csv.flush();
  }
}
