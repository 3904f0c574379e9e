package dev.lamina.plugins.figures;

import dev.lamina.api.figure.Figure;
import dev.lamina.plugins.figures.chart.Drawing;
import dev.lamina.plugins.figures.chart.Drawings;
import dev.lamina.plugins.figures.layout.Canvas;
import dev.lamina.plugins.figures.layout.Heading;
import dev.lamina.plugins.figures.text.Lettering;
import dev.lamina.plugins.figures.text.TextStyle;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;

/** A whole figure with its title and margins; sizes in nominal pixels. */
final class Page {

  private static final double MARGIN = 12;

  private final Lettering lettering;
  private final Drawing drawing;
  private final Heading heading;
  private final int width;
  private final int height;

  private Page(Lettering lettering, Drawing drawing, Heading heading) {
    this.lettering = lettering;
    this.drawing = drawing;
    this.heading = heading;
    this.width = (int) Math.ceil(drawing.width());
    this.height =
        (int) Math.ceil(2 * MARGIN + heading.height() + drawing.height(width - 2 * MARGIN));
  }

  static Page of(Figure figure, Lettering lettering) {
    Drawing drawing = Drawings.of(figure, lettering);
    double inner = drawing.width() - 2 * MARGIN;
    return new Page(
        lettering, drawing, Heading.layOut(lettering, figure.title(), TextStyle.TITLE, inner));
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  void draw(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    Canvas canvas = new Canvas(g, lettering);
    canvas.fill(new Rectangle2D.Double(0, 0, width, height), Color.WHITE);
    heading.draw(canvas, MARGIN, MARGIN);
    double top = MARGIN + heading.height();
    drawing.draw(
        canvas,
        new Rectangle2D.Double(MARGIN, top, width - 2 * MARGIN, height - MARGIN - top),
        Drawing.Explained.HERE);
  }
}
