package dev.lamina.engine.report;

import dev.lamina.engine.io.CsvRows;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.PastRun;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** {@code metrics.csv}: one row a value, the tidy form for pandas and R. */
public final class MetricsCsv {

  private MetricsCsv() {}

  public static void write(PastRun run, OutputStream out) throws IOException {
    CsvRows csv =
        new CsvRows(out, List.of("analysis", "component", "layer", "group", "metric", "value"));
    for (PastRun.LoggedMetric logged : run.metrics()) {
      Event.MetricFound found = logged.metric();
      csv.add(
          List.of(
              found.analysis(),
              found.component(),
              found.layer(),
              found.group(),
              found.name(),
              found.value()));
    }
    csv.flush();
  }
}
