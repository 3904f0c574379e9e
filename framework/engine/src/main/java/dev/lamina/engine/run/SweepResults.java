package dev.lamina.engine.run;

import dev.lamina.api.comparison.ComparedRun;
import dev.lamina.api.comparison.Comparison;
import dev.lamina.api.figure.FigureRenderer;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.run.folder.FolderFindings;
import dev.lamina.engine.run.folder.Headlines;
import dev.lamina.engine.run.folder.KeptFigures;
import dev.lamina.engine.run.folder.Namesakes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a sweep finds when its child runs are compared, in its own folder. */
public final class SweepResults {

  private static final Logger LOG = LoggerFactory.getLogger(SweepResults.class);

  private final RunFolder folder;
  private final FigureRenderer renderer;
  private final Map<String, String> comparisons;
  private final Headlines headlines;

  /**
   * @param comparisons their types by their ids, in the spec's order
   */
  public SweepResults(RunFolder folder, FigureRenderer renderer, Map<String, String> comparisons) {
    this.folder = folder;
    this.renderer = renderer;
    this.comparisons = comparisons;
    this.headlines = new Headlines(List.copyOf(comparisons.keySet()));
  }

  /**
   * Compares the runs.
   *
   * @return why it cannot be done; empty if it was
   */
  public Optional<String> compare(String id, Comparison comparison, List<ComparedRun> runs) {
    folder.journal().append(new Event.AnalysisBegan(id));
    try {
      Namesakes namesakes = Namesakes.of(id, comparisons);
      comparison.compare(runs, new FolderFindings(namesakes, folder, renderer, headlines));
      folder.journal().append(new Event.AnalysisEnded(id));
      return Optional.empty();
    } catch (RuntimeException e) { // a comparison is a plugin; the others are as good without it
      LOG.error("{} failed", id, e);
      String reason =
          id
              + ": "
              + (e instanceof IllegalArgumentException || e instanceof RunFailedException
                  ? e.getMessage()
                  : e.toString());
      folder.journal().append(new Event.Warned(reason));
      return Optional.of(reason);
    }
  }

  /** What was stated, most important first. */
  public List<String> headlines() {
    return headlines.ranked().stream().map(Headlines.Headline::sentence).toList();
  }

  /** Writes overview, metrics, summary, provenance and report. */
  public void close(String title) {
    Map<String, String> git = GitState.here();
    new Closing(title, headlines, renderer).write(folder, run -> Provenance.of(run, git));
    new KeptFigures(folder.path()).delete();
  }
}
