package dev.lamina.plugins.figures.chart;

import dev.lamina.api.figure.BarChart;
import dev.lamina.plugins.figures.layout.Canvas;
import dev.lamina.plugins.figures.layout.Extent;
import dev.lamina.plugins.figures.layout.Key;
import dev.lamina.plugins.figures.layout.PlotFrame;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.DefaultIntervalXYDataset;

/** The bars of a chart and their error bars, in units of the axes; a category is one unit wide. */
final class Bars {

  /** The share of a category that its bars take. */
  private static final double FILLED = 0.76;

  /** The width of the widest bar, in pixels. */
  private static final double WIDEST = 44;

  private static final Color ERROR = new Color(0x262626);
  private static final BasicStroke ERROR_STROKE =
      new BasicStroke(1.1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);

  private final List<Bar> bars;
  private final List<Key> keys;
  private final Direction direction;

  private enum Direction {
    UPRIGHT,
    LYING
  }

  /** A bar: its series, its middle and width across, its end and interval along the values. */
  private record Bar(
      int series, double middle, double width, double end, Optional<Ends> interval) {}

  /** Of an interval. */
  record Ends(double low, double high) {}

  private Bars(List<Bar> bars, List<Key> keys, Direction direction) {
    this.bars = bars;
    this.keys = keys;
    this.direction = direction;
  }

  /**
   * Bars from left to right.
   *
   * @param slot the width of a category, in pixels
   */
  static Bars upright(BarChart chart, List<Key> keys, double slot) {
    return new Bars(bars(chart, slot), keys, Direction.UPRIGHT);
  }

  /**
   * Bars from top to bottom.
   *
   * @param slot the height of a category, in pixels
   */
  static Bars lying(BarChart chart, List<Key> keys, double slot) {
    return new Bars(bars(chart, slot), keys, Direction.LYING);
  }

  /** The ends of a bar's interval; empty where it has none. */
  static Optional<Ends> interval(BarChart.Series series, int category) {
    return series
        .intervals()
        .filter(all -> category < Math.min(all.low().length, all.high().length))
        .map(all -> new Ends(all.low()[category], all.high()[category]))
        .filter(ends -> Extent.drawable(ends.low()) && Extent.drawable(ends.high()));
  }

  void draw(Canvas canvas, PlotFrame frame, PlotFrame.Grid grid) {
    XYBarRenderer renderer = new XYBarRenderer();
    renderer.setUseYInterval(true);
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setBarPainter(new StandardXYBarPainter());
    DefaultIntervalXYDataset data = new DefaultIntervalXYDataset();
    for (int series = 0; series < keys.size(); series++) {
      data.addSeries(series, intervals(series));
      renderer.setSeriesPaint(series, keys.get(series).style().colour());
    }
    frame.draw(canvas, data, renderer, grid);
    drawZero(canvas, frame);
    bars.forEach(bar -> bar.interval().ifPresent(ends -> drawError(canvas, frame, bar, ends)));
  }

  /** {x, x from, x to, y, y from, y to}, as JFreeChart wants them. */
  private double[][] intervals(int series) {
    List<Bar> own = bars.stream().filter(bar -> bar.series() == series).toList();
    double[] middle = own.stream().mapToDouble(Bar::middle).toArray();
    double[] from = own.stream().mapToDouble(bar -> bar.middle() - bar.width() / 2).toArray();
    double[] to = own.stream().mapToDouble(bar -> bar.middle() + bar.width() / 2).toArray();
    double[] end = own.stream().mapToDouble(Bar::end).toArray();
    double[] low = own.stream().mapToDouble(bar -> Math.min(0, bar.end())).toArray();
    double[] high = own.stream().mapToDouble(bar -> Math.max(0, bar.end())).toArray();
    return switch (direction) {
      case UPRIGHT -> new double[][] {middle, from, to, end, low, high};
      case LYING -> new double[][] {end, low, high, middle, from, to};
    };
  }

  private void drawZero(Canvas canvas, PlotFrame frame) {
    Rectangle2D area = frame.area();
    Line2D zero =
        switch (direction) {
          case UPRIGHT ->
              new Line2D.Double(area.getX(), frame.pixelY(0), area.getMaxX(), frame.pixelY(0));
          case LYING ->
              new Line2D.Double(frame.pixelX(0), area.getY(), frame.pixelX(0), area.getMaxY());
        };
    canvas.stroke(zero, Canvas.AXIS, new BasicStroke(1));
  }

  private void drawError(Canvas canvas, PlotFrame frame, Bar bar, Ends ends) {
    double low = ends.low();
    double high = ends.high();
    switch (direction) {
      case UPRIGHT -> {
        double middle = frame.pixelX(bar.middle());
        double cap = Math.min(4, (frame.pixelX(bar.middle() + bar.width()) - middle) / 4);
        for (double end : new double[] {frame.pixelY(low), frame.pixelY(high)}) {
          strokeError(canvas, middle - cap, end, middle + cap, end);
        }
        strokeError(canvas, middle, frame.pixelY(low), middle, frame.pixelY(high));
      }
      case LYING -> {
        double middle = frame.pixelY(bar.middle());
        double cap = Math.min(4, (frame.pixelY(bar.middle() + bar.width()) - middle) / 4);
        for (double end : new double[] {frame.pixelX(low), frame.pixelX(high)}) {
          strokeError(canvas, end, middle - cap, end, middle + cap);
        }
        strokeError(canvas, frame.pixelX(low), middle, frame.pixelX(high), middle);
      }
    }
  }

  private static void strokeError(Canvas canvas, double x1, double y1, double x2, double y2) {
    canvas.stroke(new Line2D.Double(x1, y1, x2, y2), ERROR, ERROR_STROKE);
  }

  private static List<Bar> bars(BarChart chart, double slot) {
    int series = chart.series().size();
    double width = Math.min(WIDEST / slot, FILLED / Math.max(1, series));
    List<Bar> bars = new ArrayList<>();
    for (int s = 0; s < series; s++) {
      BarChart.Series one = chart.series().get(s);
      for (int i = 0; i < Math.min(one.values().length, chart.categories().size()); i++) {
        if (Extent.drawable(one.values()[i])) {
          double middle = i + (s - (series - 1) / 2.0) * width;
          bars.add(new Bar(s, middle, 0.94 * width, one.values()[i], interval(one, i)));
        }
      }
    }
    return bars;
  }
}
