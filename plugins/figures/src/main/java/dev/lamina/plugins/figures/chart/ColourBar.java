package dev.lamina.plugins.figures.chart;

import dev.lamina.api.figure.Axis;
import dev.lamina.plugins.figures.colour.ColourScale;
import dev.lamina.plugins.figures.layout.Canvas;
import dev.lamina.plugins.figures.layout.Extent;
import dev.lamina.plugins.figures.layout.NumericAxis;
import dev.lamina.plugins.figures.text.Align;
import dev.lamina.plugins.figures.text.Lettering;
import dev.lamina.plugins.figures.text.TextStyle;
import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.ui.RectangleEdge;

/** What the colours of a heatmap mean, to the right of it. */
final class ColourBar {

  private static final TextStyle LABEL = TextStyle.LABEL;
  private static final double GAP = 14;
  private static final double BAR = 11;
  private static final double LABEL_GAP = 8;
  private static final int STOPS = 17;

  private final ColourScale colours;
  private final NumericAxis axis;
  private final List<String> label;

  private ColourBar(ColourScale colours, NumericAxis axis, List<String> label) {
    this.colours = colours;
    this.axis = axis;
    this.label = label;
  }

  static ColourBar layOut(Lettering lettering, ColourScale colours, Axis value, double height) {
    Extent extent = new Extent(colours.low(), colours.high());
    return new ColourBar(
        colours,
        NumericAxis.vertical(lettering, extent, value.scale(), height),
        lettering.wrap(value.label(), LABEL, height, 2));
  }

  double width() {
    return GAP + BAR + axis.labelWidth() + LABEL_GAP + 6 + label.size() * LABEL.lineHeight();
  }

  void draw(Canvas canvas, Rectangle2D cells) {
    Rectangle2D bar =
        new Rectangle2D.Double(cells.getMaxX() + GAP, cells.getY(), BAR, cells.getHeight());
    float[] places = new float[STOPS];
    Color[] stops = new Color[STOPS];
    IntStream.range(0, STOPS)
        .forEach(
            i -> {
              places[i] = i / (STOPS - 1f);
              stops[i] = colours.at(places[i]);
            });
    canvas
        .g()
        .setPaint(
            new LinearGradientPaint(
                (float) bar.getX(),
                (float) bar.getMaxY(),
                (float) bar.getX(),
                (float) bar.getY(),
                places,
                stops));
    canvas.g().fill(bar);
    axis.withoutLine().axis().draw(canvas.g(), bar.getMaxX(), bar, bar, RectangleEdge.RIGHT, null);
    double baseline = bar.getMaxX() + 6 + axis.labelWidth() + LABEL_GAP + LABEL.ascent();
    for (String line : label) {
      canvas
          .lettering()
          .drawUpwards(canvas.g(), line, LABEL, Align.CENTER, baseline, cells.getCenterY());
      baseline += LABEL.lineHeight();
    }
  }
}
