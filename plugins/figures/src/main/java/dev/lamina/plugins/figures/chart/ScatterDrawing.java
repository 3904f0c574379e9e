package dev.lamina.plugins.figures.chart;

import dev.lamina.api.figure.ScatterPlot;
import dev.lamina.plugins.figures.colour.Palette;
import dev.lamina.plugins.figures.colour.Style;
import dev.lamina.plugins.figures.layout.AxisLabels;
import dev.lamina.plugins.figures.layout.Canvas;
import dev.lamina.plugins.figures.layout.Extent;
import dev.lamina.plugins.figures.layout.Key;
import dev.lamina.plugins.figures.layout.Legend;
import dev.lamina.plugins.figures.layout.PlotFrame;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * Translucent points, drawn in mixed order so that no group covers another; what belongs to none
 * lies behind them.
 */
final class ScatterDrawing implements Drawing {

  /** From the outermost points to the plot's edges, in pixels. */
  private static final double MARGIN = 10;

  private final ScatterPlot plot;
  private final List<Key> keys;
  private final List<Point> points = new ArrayList<>();

  ScatterDrawing(ScatterPlot plot, Palette palette) {
    this.plot = plot;
    keys =
        plot.groups().stream()
            .map(group -> new Key(group.name(), style(group, palette), Key.Mark.POINT))
            .toList();
    add(ScatterPlot.Role.REST);
    int behind = points.size();
    add(ScatterPlot.Role.GROUP);
    // Any fixed order serves that has nothing to do with the groups'.
    Collections.shuffle(points.subList(behind, points.size()), new Random(1));
  }

  private static Style style(ScatterPlot.Group group, Palette palette) {
    return switch (group.role()) {
      case GROUP -> palette.style(group.name());
      case REST -> Palette.rest();
    };
  }

  private void add(ScatterPlot.Role role) {
    for (int g = 0; g < keys.size(); g++) {
      ScatterPlot.Group group = plot.groups().get(g);
      for (int i = 0; i < Math.min(group.x().length, group.y().length); i++) {
        boolean drawable = Extent.drawable(group.x()[i]) && Extent.drawable(group.y()[i]);
        if (drawable && group.role() == role) {
          points.add(new Point(group.x()[i], group.y()[i], keys.get(g).style()));
        }
      }
    }
  }

  @Override
  public double height(double width) {
    return switch (plot.scaling()) {
      case EQUAL -> 0.55 * width + 95;
      case FREE -> 0.45 * width + 95;
    };
  }

  @Override
  public List<Key> keys() {
    return Key.unlessTold(keys, plot.title());
  }

  @Override
  public void draw(Canvas canvas, Rectangle2D area, Explained explained) {
    List<Key> told = explained == Explained.HERE ? keys() : List.of();
    Legend legend = Legend.layOut(canvas.lettering(), told, area);
    legend.draw(canvas, area);
    AxisLabels labels =
        AxisLabels.layOut(
            canvas.lettering(), plot.x().label(), plot.y().label(), legend.below(area));
    Rectangle2D inner = labels.inner();
    Optional<Extent> x = extent(points.stream().mapToDouble(Point::x).toArray());
    Optional<Extent> y = extent(points.stream().mapToDouble(Point::y).toArray());
    if (x.isEmpty() || y.isEmpty()) {
      labels.draw(canvas, inner);
      canvas.say("no data", inner);
      return;
    }
    PlotFrame frame = scaled(canvas, inner, x.get(), y.get());
    frame.draw(canvas, new DefaultXYDataset(), new XYLineAndShapeRenderer(), PlotFrame.Grid.NONE);
    double diameter = diameter();
    double opacity = points.size() > 1000 ? 0.5 : 0.65;
    for (Point point : points) {
      canvas.fill(
          point.style().markerAt(frame.pixelX(point.x()), frame.pixelY(point.y()), diameter),
          point.style().translucent(opacity));
    }
    labels.draw(canvas, frame.area());
  }

  private PlotFrame scaled(Canvas canvas, Rectangle2D inner, Extent xData, Extent yData) {
    Extent x = xData.on(plot.x().scale()).padded(MARGIN / inner.getWidth());
    Extent y = yData.on(plot.y().scale()).padded(MARGIN / inner.getHeight());
    PlotFrame free = frame(canvas, inner, x, y);
    if (plot.scaling() == ScatterPlot.Scaling.FREE) {
      return free;
    }
    double unitX = x.span() / free.area().getWidth();
    double unitY = y.span() / free.area().getHeight();
    double unit = Math.max(unitX, unitY);
    return frame(canvas, inner, x.padded((unit / unitX - 1) / 2), y.padded((unit / unitY - 1) / 2));
  }

  private PlotFrame frame(Canvas canvas, Rectangle2D inner, Extent x, Extent y) {
    return PlotFrame.numeric(
        canvas.lettering(),
        inner,
        new PlotFrame.Side(x, plot.x().scale()),
        new PlotFrame.Side(y, plot.y().scale()),
        PlotFrame.Grid.NONE);
  }

  private double diameter() {
    if (points.size() <= 100) {
      return 7;
    }
    return points.size() <= 600 ? 5.5 : points.size() <= 3000 ? 4 : 3;
  }

  private static Optional<Extent> extent(double[] numbers) {
    return Extent.of(List.of(numbers));
  }

  private record Point(double x, double y, Style style) {}
}
