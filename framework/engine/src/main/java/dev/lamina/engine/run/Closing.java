package dev.lamina.engine.run;

import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.report.HtmlReport;
import dev.lamina.engine.report.MetricsCsv;
import dev.lamina.engine.report.Summary;
import java.io.IOException;
import java.util.Map;

/** Writes what answers the question, when all analyses are done. */
record Closing(Plan plan, Headlines headlines, Map<String, String> git, Computed computed) {

  void write(RunFolder folder) {
    Overview.write(
        folder, headlines, plan.name() + ", " + plan.model().description().name(), plan.renderer());
    try {
      PastRun run = PastRun.read(folder.path());
      folder.write("metrics.csv", out -> MetricsCsv.write(run, out));
      folder.writeText("summary.md", new Summary(run).markdown());
      folder.write("provenance.json", out -> Provenance.write(plan, run, git, computed, out));
      folder.writeText("report.html", new HtmlReport(PastRun.read(folder.path())).html());
    } catch (IOException e) {
      throw new RunFailedException("cannot write the report: " + e.getMessage(), e);
    }
  }
}
