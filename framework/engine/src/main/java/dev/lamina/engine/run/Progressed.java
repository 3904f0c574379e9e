package dev.lamina.engine.run;

import dev.lamina.engine.io.Sha256;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.run.folder.Headlines;
import dev.lamina.engine.run.folder.KeptFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a run came before it goes on.
 *
 * @param opened whether all is written down that is known before anything is computed
 * @param analyses those that need not run again: all that they wrote is there
 * @param headlines what these stated
 */
record Progressed(boolean opened, Set<String> analyses, List<Headlines.Headline> headlines) {

  private static final Logger LOG = LoggerFactory.getLogger(Progressed.class);

  /** A run that begins. */
  static final Progressed NOT_AT_ALL = new Progressed(false, Set.of(), List.of());

  /** Looks at what a run left. */
  static Progressed of(PastRun run) {
    Set<String> analyses = new HashSet<>(run.finishedAnalyses());
    boolean opened = false;
    for (PastRun.LoggedArtifact artifact : run.artifacts()) {
      String path = artifact.file().path();
      boolean whole = isWhole(run.folder(), artifact.file());
      opened |= whole && path.equals(Opening.LAST);
      if (!whole) {
        analyses.removeIf(analysis -> mayHaveWritten(analysis, path));
      }
    }
    KeptFigures figures = new KeptFigures(run.folder());
    List<Headlines.Headline> headlines = new ArrayList<>();
    for (Event.Headline stated : run.headlines()) {
      figures
          .read(stated)
          .ifPresentOrElse(
              figure -> headlines.add(Headlines.Headline.of(stated, figure)),
              () -> analyses.remove(stated.analysis()));
    }
    headlines.removeIf(headline -> !analyses.contains(headline.analysis()));
    return new Progressed(opened, analyses, headlines);
  }

  private static boolean isWhole(Path folder, Event.ArtifactWritten file) {
    Path path = folder.resolve(file.path());
    try {
      return Files.isRegularFile(path)
          && Files.size(path) == file.size()
          && Sha256.ofFile(path).equals(file.sha256());
    } catch (IOException e) {
      LOG.info("{} cannot be read and is written again", path, e);
      return false;
    }
  }

  /** Tables and figures have the analysis's name; a file in another folder may be anybody's. */
  private static boolean mayHaveWritten(String analysis, String path) {
    int slash = path.lastIndexOf('/');
    boolean named = path.startsWith("tables/") || path.startsWith("figures/");
    return slash >= 0 && (!named || path.startsWith(analysis + ".", slash + 1));
  }
}
