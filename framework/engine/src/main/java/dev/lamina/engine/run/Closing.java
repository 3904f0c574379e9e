package dev.lamina.engine.run;

import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.report.HtmlReport;
import dev.lamina.engine.report.MetricsCsv;
import dev.lamina.engine.report.Summary;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes what answers the question, when all analyses are done. */
record Closing(Plan plan, Headlines headlines, Map<String, String> git, Computed computed) {

  private static final int MOST_PANELS = 4;

  void write(RunFolder folder) {
    overview(folder);
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

  /** The pictures of the most important results, side by side. */
  private void overview(RunFolder folder) {
    List<Figure> panels =
        headlines.ranked().stream().limit(MOST_PANELS).map(Headlines.Headline::figure).toList();
    if (panels.isEmpty()) {
      return;
    }
    String title = plan.name() + ", " + plan.model().description().name();
    Figure overview = panels.size() == 1 ? panels.get(0) : new Panels(title, panels, 2);
    folder.write("overview.png", out -> plan.renderer().png(overview, out));
  }
}
