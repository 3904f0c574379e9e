package dev.lamina.engine.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.PastRun;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** {@code metrics.csv}: one row a value, the tidy form for pandas and R. */
public final class MetricsCsv {

  private MetricsCsv() {}

  public static void write(PastRun run, OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CsvWriter csv = CsvWriter.builder().build(writer);
    csv.writeRecord("analysis", "component", "layer", "group", "metric", "value");
    for (PastRun.LoggedMetric logged : run.metrics()) {
      Event.MetricFound found = logged.metric();
      csv.writeRecord(
          found.analysis(),
          found.component(),
          found.layer(),
          found.group(),
          found.name(),
          found.value());
    }
    csv.flush();
  }
}
