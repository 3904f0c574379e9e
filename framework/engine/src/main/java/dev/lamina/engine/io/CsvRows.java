package dev.lamina.engine.io;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes rows as CSV: RFC 4180, UTF-8. */
public final class CsvRows {

  private final CsvWriter csv;

  /** Begins with the columns' names. */
  public CsvRows(OutputStream out, List<String> columns) {
    csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    csv.writeRecord(columns);
  }

  /** Adds a row. */
  public void add(List<String> cells) {
    csv.writeRecord(cells);
  }

  /** Hands everything over to the stream, which stays open. */
  public void flush() throws IOException {
    csv.flush();
  }
}
