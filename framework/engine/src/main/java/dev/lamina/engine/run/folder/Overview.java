package dev.lamina.engine.run.folder;

import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.FigureRenderer;
import dev.lamina.api.figure.Panels;
import dev.lamina.engine.journal.RunFolder;
import java.util.List;

/** {@code overview.png}: the pictures of the most important results, side by side. */
public final class Overview {

  private static final int MOST_PANELS = 4;

  private Overview() {}

  public static void write(
      RunFolder folder, Headlines headlines, String title, FigureRenderer renderer) {
    List<Figure> panels =
        headlines.ranked().stream().limit(MOST_PANELS).map(Headlines.Headline::figure).toList();
    if (panels.isEmpty()) {
      return;
    }
    Figure overview = panels.size() == 1 ? panels.get(0) : new Panels(title, panels, 2);
    folder.write("overview.png", out -> renderer.png(overview, out));
  }
}
