package dev.lamina.plugins.figures.chart;

import dev.lamina.api.figure.BarChart;
import dev.lamina.plugins.figures.colour.Palette;
import dev.lamina.plugins.figures.layout.AxisLabels;
import dev.lamina.plugins.figures.layout.BottomNames;
import dev.lamina.plugins.figures.layout.Canvas;
import dev.lamina.plugins.figures.layout.Extent;
import dev.lamina.plugins.figures.layout.Key;
import dev.lamina.plugins.figures.layout.LeftNames;
import dev.lamina.plugins.figures.layout.Legend;
import dev.lamina.plugins.figures.layout.NumericAxis;
import dev.lamina.plugins.figures.layout.PlotFrame;
import dev.lamina.plugins.figures.text.Lettering;
import dev.lamina.plugins.figures.text.TextStyle;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.axis.NumberAxis;

/** Grouped bars: upright where the categories' names fit below them, else lying. */
final class BarDrawing implements Drawing {

  private static final double LARGEST_NAMES = 0.4;
  private static final double AXIS_ROOM = 70;
  private static final double ROW = 16;

  /** Shorter names may read upwards below their bars, in pixels. */
  private static final double SHORT_NAME = 40;

  private final BarChart chart;
  private final Lettering lettering;
  private final List<Key> keys;
  private final Optional<Extent> values;

  BarDrawing(BarChart chart, Palette palette, Lettering lettering) {
    this.chart = chart;
    this.lettering = lettering;
    keys =
        chart.series().stream()
            .map(series -> new Key(series.name(), palette.style(series.name()), Key.Mark.AREA))
            .toList();
    List<double[]> ends = new ArrayList<>();
    for (BarChart.Series series : chart.series()) {
      for (int i = 0; i < Math.min(series.values().length, chart.categories().size()); i++) {
        ends.add(new double[] {series.values()[i]});
        Bars.interval(series, i).ifPresent(of -> ends.add(new double[] {of.low(), of.high()}));
      }
    }
    values = Extent.of(ends);
  }

  @Override
  public double height(double width) {
    if (upright(width)) {
      return Drawing.super.height(width);
    }
    double row = Math.max(ROW, 8.0 * keys.size() + 6);
    return Math.min(
        1.1 * width, Math.max(0.3 * width, chart.categories().size() * row + AXIS_ROOM));
  }

  @Override
  public List<Key> keys() {
    return Key.unlessTold(keys, chart.title(), chart.y().label());
  }

  @Override
  public void draw(Canvas canvas, Rectangle2D area, Explained explained) {
    List<Key> told = explained == Explained.HERE ? keys() : List.of();
    Legend legend = Legend.layOut(lettering, told, area);
    legend.draw(canvas, area);
    Rectangle2D below = legend.below(area);
    if (values.isEmpty()) {
      AxisLabels labels = AxisLabels.layOut(lettering, chart.x().label(), chart.y().label(), below);
      labels.draw(canvas, labels.inner());
      canvas.say("no data", labels.inner());
    } else if (upright(area.getWidth())) {
      drawUpright(canvas, below);
    } else {
      drawLying(canvas, below);
    }
  }

  private boolean upright(double width) {
    List<String> names = chart.categories();
    double slot = (width - AXIS_ROOM) / Math.max(1, names.size());
    return BottomNames.numbers(names)
        || BottomNames.fitLevel(lettering, names, slot)
        || (slot >= TextStyle.TICK.lineHeight()
            && lettering.widest(names, TextStyle.TICK) <= SHORT_NAME);
  }

  private void drawUpright(Canvas canvas, Rectangle2D area) {
    AxisLabels labels = AxisLabels.layOut(lettering, chart.x().label(), chart.y().label(), area);
    Rectangle2D inner = labels.inner();
    NumericAxis y =
        NumericAxis.vertical(
                lettering, extent(), chart.y().scale(), inner.getHeight() - PlotFrame.BELOW)
            .withoutLine();
    double left = y.labelWidth() + NumericAxis.GAP;
    double width = inner.getWidth() - left;
    double slot = width / chart.categories().size();
    BottomNames names =
        BottomNames.layOut(lettering, chart.categories(), slot, LARGEST_NAMES * inner.getHeight());
    PlotFrame frame =
        new PlotFrame(
            categories(),
            y.axis(),
            PlotFrame.whole(
                inner.getX() + left,
                inner.getY() + 6,
                width,
                inner.getHeight() - 6 - names.height()));
    Bars.upright(chart, keys, slot).draw(canvas, frame, PlotFrame.Grid.HORIZONTAL);
    names.draw(canvas, frame.area());
    labels.draw(canvas, frame.area());
  }

  private void drawLying(Canvas canvas, Rectangle2D area) {
    AxisLabels labels = AxisLabels.layOut(lettering, chart.y().label(), chart.x().label(), area);
    Rectangle2D inner = labels.inner();
    double height = inner.getHeight() - PlotFrame.BELOW;
    double slot = height / chart.categories().size();
    LeftNames names =
        LeftNames.layOut(lettering, chart.categories(), slot, LARGEST_NAMES * inner.getWidth());
    NumericAxis x =
        NumericAxis.horizontal(
                lettering, extent(), chart.y().scale(), inner.getWidth() - names.width())
            .withoutLine();
    double right = Math.max(6, x.labelWidth() / 2);
    NumberAxis y = categories();
    y.setInverted(true);
    PlotFrame frame =
        new PlotFrame(
            x.axis(),
            y,
            PlotFrame.whole(
                inner.getX() + names.width(),
                inner.getY(),
                inner.getWidth() - names.width() - right,
                height));
    Bars.lying(chart, keys, slot).draw(canvas, frame, PlotFrame.Grid.VERTICAL);
    names.draw(canvas, frame.area(), frame.area().getX());
    labels.draw(canvas, frame.area());
  }

  /** Bars begin at zero; their ends keep a distance to the plot's edges. */
  private Extent extent() {
    Extent data = values.orElseThrow().including(0).on(chart.y().scale());
    Extent padded = data.padded(0.05);
    return new Extent(data.low() < 0 ? padded.low() : 0, data.high() > 0 ? padded.high() : 0);
  }

  /** An axis with a unit for each category, the first from -0.5 to 0.5. */
  private NumberAxis categories() {
    NumberAxis axis = new NumberAxis();
    axis.setRange(-0.5, chart.categories().size() - 0.5);
    axis.setVisible(false);
    return axis;
  }
}
