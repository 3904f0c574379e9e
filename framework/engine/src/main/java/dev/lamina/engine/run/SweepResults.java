package dev.lamina.engine.run;

import dev.lamina.api.comparison.ComparedRun;
import dev.lamina.api.comparison.Comparison;
import dev.lamina.api.figure.FigureRenderer;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.report.HtmlReport;
import dev.lamina.engine.report.MetricsCsv;
import dev.lamina.engine.report.Summary;
import java.io.IOException;
import java.util.List;

/** What a sweep finds when its child runs are compared, in its own folder. */
public final class SweepResults {

  private final RunFolder folder;
  private final FigureRenderer renderer;
  private final Headlines headlines;

  /**
   * @param comparisons their ids, in the spec's order
   */
  public SweepResults(RunFolder folder, FigureRenderer renderer, List<String> comparisons) {
    this.folder = folder;
    this.renderer = renderer;
    this.headlines = new Headlines(comparisons);
  }

  /**
   * Compares the runs.
   *
   * @throws RunFailedException if they lack what the comparison asks for
   */
  public void compare(String id, Comparison comparison, List<ComparedRun> runs) {
    try {
      comparison.compare(runs, new FolderFindings(id, folder, renderer, headlines));
    } catch (IllegalArgumentException e) {
      throw new RunFailedException(id + ": " + e.getMessage(), e);
    }
  }

  /** What was stated, most important first. */
  public List<String> headlines() {
    return headlines.ranked().stream().map(Headlines.Headline::sentence).toList();
  }

  /** Writes overview, metrics, summary and report. */
  public void close(String title) {
    Overview.write(folder, headlines, title, renderer);
    try {
      PastRun run = PastRun.read(folder.path());
      folder.write("metrics.csv", out -> MetricsCsv.write(run, out));
      folder.writeText("summary.md", new Summary(run).markdown());
      folder.writeText("report.html", new HtmlReport(PastRun.read(folder.path())).html());
    } catch (IOException e) {
      throw new RunFailedException("cannot write the report: " + e.getMessage(), e);
    }
    new KeptFigures(folder.path()).delete();
  }
}
