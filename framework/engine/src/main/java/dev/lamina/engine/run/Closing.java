package dev.lamina.engine.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.figure.FigureRenderer;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.report.HtmlReport;
import dev.lamina.engine.report.MetricsCsv;
import dev.lamina.engine.report.Summary;
import dev.lamina.engine.run.folder.Headlines;
import dev.lamina.engine.run.folder.Overview;
import java.io.IOException;

/**
 * Writes what answers the question, when all analyses, or all comparisons of a sweep, are done.
 *
 * @param title of the overview
 */
record Closing(String title, Headlines headlines, FigureRenderer renderer) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Says where a run comes from, given what it has found. */
  @FunctionalInterface
  interface Origin {

    ObjectNode of(PastRun run);
  }

  void write(RunFolder folder, Origin provenance) {
    Overview.write(folder, headlines, title, renderer);
    try {
      PastRun run = PastRun.read(folder.path());
      folder.write("metrics.csv", out -> MetricsCsv.write(run, out));
      folder.writeText("summary.md", new Summary(run).markdown());
      folder.write(
          "provenance.json",
          out -> JSON.writerWithDefaultPrettyPrinter().writeValue(out, provenance.of(run)));
      folder.writeText("report.html", new HtmlReport(PastRun.read(folder.path())).html());
    } catch (IOException e) {
      throw new RunFailedException("cannot write the report: " + e.getMessage(), e);
    }
  }
}
