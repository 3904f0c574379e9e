package dev.lamina.plugins.figures.layout;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** A polygon in units of the axes. JFreeChart's own cannot draw one without height. */
public final class FilledArea extends AbstractXYAnnotation {

  private static final long serialVersionUID = 1;

  private final double[][] corners;
  private final Color colour;

  /**
   * A polygon.
   *
   * @param corners {x, y}
   */
  public FilledArea(double[][] corners, Color colour) {
    this.corners = new double[][] {corners[0].clone(), corners[1].clone()};
    this.colour = colour;
  }

  @Override
  public void draw(
      Graphics2D g,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis x,
      ValueAxis y,
      int rendererIndex,
      PlotRenderingInfo info) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < corners[0].length; i++) {
      double pixelX = x.valueToJava2D(corners[0][i], area, RectangleEdge.BOTTOM);
      double pixelY = y.valueToJava2D(corners[1][i], area, RectangleEdge.LEFT);
      if (i == 0) {
        path.moveTo(pixelX, pixelY);
      } else {
        path.lineTo(pixelX, pixelY);
      }
    }
    path.closePath();
    g.setColor(colour);
    g.fill(path);
  }
}
