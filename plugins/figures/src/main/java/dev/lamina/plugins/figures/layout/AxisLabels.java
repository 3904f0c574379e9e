package dev.lamina.plugins.figures.layout;

import dev.lamina.plugins.figures.text.Align;
import dev.lamina.plugins.figures.text.Lettering;
import dev.lamina.plugins.figures.text.TextStyle;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** What the axes measure: below and, reading upwards, to the left of a plot. */
public final class AxisLabels {

  private static final TextStyle STYLE = TextStyle.LABEL;
  private static final int MAX_LINES = 2;
  private static final double GAP = 5;

  private final Rectangle2D outer;
  private final List<String> bottom;
  private final List<String> left;

  private AxisLabels(Rectangle2D outer, List<String> bottom, List<String> left) {
    this.outer = outer;
    this.bottom = bottom;
    this.left = left;
  }

  /** Fits the labels to an area, in two lines each at most. */
  public static AxisLabels layOut(Lettering lettering, String x, String y, Rectangle2D area) {
    return new AxisLabels(
        area,
        lettering.wrap(x, STYLE, area.getWidth() * 0.85, MAX_LINES),
        lettering.wrap(y, STYLE, area.getHeight() * 0.85, MAX_LINES));
  }

  /** What the labels leave to the plot and its numbers. */
  public Rectangle2D inner() {
    double leftSpace = space(left);
    return new Rectangle2D.Double(
        outer.getX() + leftSpace,
        outer.getY(),
        outer.getWidth() - leftSpace,
        outer.getHeight() - space(bottom));
  }

  /** Draws the labels centred on the plot, but within the area. */
  public void draw(Canvas canvas, Rectangle2D plot) {
    Lettering lettering = canvas.lettering();
    double baseline = outer.getMaxY() - space(bottom) + GAP + STYLE.ascent();
    for (String line : bottom) {
      double half = lettering.width(line, STYLE) / 2;
      double x = within(plot.getCenterX(), outer.getX() + half, outer.getMaxX() - half);
      lettering.draw(canvas.g(), line, STYLE, Align.CENTER, x, baseline);
      baseline += STYLE.lineHeight();
    }
    baseline = outer.getX() + STYLE.ascent();
    for (String line : left) {
      double half = lettering.width(line, STYLE) / 2;
      double y = within(plot.getCenterY(), outer.getY() + half, outer.getMaxY() - half);
      lettering.drawUpwards(canvas.g(), line, STYLE, Align.CENTER, baseline, y);
      baseline += STYLE.lineHeight();
    }
  }

  private static double space(List<String> lines) {
    return lines.isEmpty() ? 0 : lines.size() * STYLE.lineHeight() + GAP;
  }

  private static double within(double value, double low, double high) {
    return Math.min(Math.max(value, low), Math.max(low, high));
  }
}
