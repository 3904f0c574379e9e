package dev.lamina.plugins.figures.layout;

import dev.lamina.plugins.figures.text.Lettering;
import dev.lamina.plugins.figures.text.TextStyle;
import java.awt.BasicStroke;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYDataset;

/**
 * The rectangle that data is drawn in, between two axes.
 *
 * @param area whole pixels, as JFreeChart rounds to them
 */
public record PlotFrame(ValueAxis x, ValueAxis y, Rectangle2D area) {

  private static final double TOP = 6;

  /** The height of numbers below a plot, with their distance to it. */
  public static final double BELOW = NumericAxis.GAP + TextStyle.TICK.lineHeight();

  /** Which lines help the eye to read numbers. */
  public enum Grid {
    HORIZONTAL,
    VERTICAL,
    NONE
  }

  /** A numeric extent along an axis. */
  public record Side(Extent extent, dev.lamina.api.figure.Axis.Scale scale) {}

  /** Fits two numeric axes into a rectangle that is to hold their numbers too. */
  public static PlotFrame numeric(
      Lettering lettering, Rectangle2D outer, Side x, Side y, Grid grid) {
    double height = outer.getHeight() - TOP - BELOW;
    NumericAxis left = NumericAxis.vertical(lettering, y.extent(), y.scale(), height);
    double leftSpace = left.labelWidth() + NumericAxis.GAP;
    NumericAxis bottom =
        NumericAxis.horizontal(
            lettering, x.extent(), x.scale(), outer.getWidth() - leftSpace - TOP);
    if (grid == Grid.HORIZONTAL) {
      left.withoutLine();
    }
    double right = Math.max(TOP, bottom.labelWidth() / 2);
    return new PlotFrame(
        bottom.axis(),
        left.axis(),
        whole(
            outer.getX() + leftSpace,
            outer.getY() + TOP,
            outer.getWidth() - leftSpace - right,
            height));
  }

  /** A rectangle of whole pixels within another. */
  public static Rectangle2D whole(double x, double y, double width, double height) {
    double left = Math.ceil(x);
    double top = Math.ceil(y);
    return new Rectangle2D.Double(
        left,
        top,
        Math.max(1, Math.floor(x + width - left)),
        Math.max(1, Math.floor(y + height - top)));
  }

  /** Where a number lies from left to right, in pixels. */
  public double pixelX(double value) {
    return x.valueToJava2D(value, area, RectangleEdge.BOTTOM);
  }

  /** Where a number lies from top to bottom, in pixels. */
  public double pixelY(double value) {
    return y.valueToJava2D(value, area, RectangleEdge.LEFT);
  }

  /** Draws grid, data and axes. */
  public void draw(Canvas canvas, XYDataset data, XYItemRenderer renderer, Grid grid) {
    XYPlot plot = new XYPlot(data, x, y, renderer);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setShadowGenerator(null);
    plot.setDomainGridlinesVisible(grid == Grid.VERTICAL);
    plot.setRangeGridlinesVisible(grid == Grid.HORIZONTAL);
    plot.setDomainGridlinePaint(Canvas.GRID);
    plot.setRangeGridlinePaint(Canvas.GRID);
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlineStroke(new BasicStroke(1));
    double margin = 1000;
    AxisSpace below = new AxisSpace();
    below.setBottom(margin);
    AxisSpace beside = new AxisSpace();
    beside.setLeft(margin);
    plot.setFixedDomainAxisSpace(below);
    plot.setFixedRangeAxisSpace(beside);
    plot.draw(
        canvas.g(),
        new Rectangle2D.Double(
            area.getX() - margin, area.getY(), area.getWidth() + margin, area.getHeight() + margin),
        null,
        null,
        null);
  }
}
