package dev.lamina.plugins.figures.layout;

import dev.lamina.plugins.figures.text.Align;
import dev.lamina.plugins.figures.text.Lettering;
import dev.lamina.plugins.figures.text.TextStyle;
import java.util.List;

/** A title above what it belongs to, wrapped. */
public final class Heading {

  private static final double BELOW = 7;
  private static final int MAX_LINES = 4;

  private final TextStyle style;
  private final List<String> lines;

  private Heading(TextStyle style, List<String> lines) {
    this.style = style;
    this.lines = lines;
  }

  public static Heading layOut(Lettering lettering, String title, TextStyle style, double width) {
    return new Heading(style, lettering.wrap(title, style, width, MAX_LINES));
  }

  public double height() {
    return lines.isEmpty() ? 0 : lines.size() * style.lineHeight() + BELOW;
  }

  /** Draws below and to the right of a pixel. */
  public void draw(Canvas canvas, double x, double y) {
    double baseline = y + style.ascent();
    for (String line : lines) {
      canvas.lettering().draw(canvas.g(), line, style, Align.LEFT, x, baseline);
      baseline += style.lineHeight();
    }
  }
}
