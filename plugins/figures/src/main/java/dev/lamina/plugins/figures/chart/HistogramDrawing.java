package dev.lamina.plugins.figures.chart;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Histogram;
import dev.lamina.plugins.figures.colour.Palette;
import dev.lamina.plugins.figures.colour.Style;
import dev.lamina.plugins.figures.layout.AxisLabels;
import dev.lamina.plugins.figures.layout.Canvas;
import dev.lamina.plugins.figures.layout.Extent;
import dev.lamina.plugins.figures.layout.FilledArea;
import dev.lamina.plugins.figures.layout.Key;
import dev.lamina.plugins.figures.layout.Legend;
import dev.lamina.plugins.figures.layout.PlotFrame;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.DefaultXYDataset;

/** Translucent steps over common bins: counts, or densities where groups differ in size. */
final class HistogramDrawing implements Drawing {

  /** Of the fill for one or two groups; more groups share what two of them have. */
  private static final double OPACITY = 0.28;

  private final Histogram histogram;
  private final List<Key> keys;
  private final List<double[]> values;

  HistogramDrawing(Histogram histogram, Palette palette) {
    this.histogram = histogram;
    keys =
        histogram.distributions().stream()
            .map(one -> new Key(one.name(), palette.style(one.name()), Key.Mark.AREA))
            .toList();
    values =
        histogram.distributions().stream()
            .map(one -> Arrays.stream(one.values()).filter(Extent::drawable).toArray())
            .toList();
  }

  @Override
  public List<Key> keys() {
    return Key.unlessTold(keys, histogram.title(), histogram.x().label());
  }

  @Override
  public void draw(Canvas canvas, Rectangle2D area, Explained explained) {
    List<Key> told = explained == Explained.HERE ? keys() : List.of();
    Legend legend = Legend.layOut(canvas.lettering(), told, area);
    legend.draw(canvas, area);
    AxisLabels labels =
        AxisLabels.layOut(canvas.lettering(), histogram.x().label(), measure(), legend.below(area));
    Optional<Extent> range = Extent.of(values);
    if (range.isEmpty()) {
      labels.draw(canvas, labels.inner());
      canvas.say("no data", labels.inner());
      return;
    }
    Extent x = range.get().on(histogram.x().scale());
    Bins bins = Bins.of(values.stream().flatMapToDouble(Arrays::stream).toArray(), x);
    List<double[]> heights = values.stream().map(group -> heights(bins, group)).toList();
    PlotFrame frame = frame(canvas, labels.inner(), x, heights);
    DefaultXYDataset outlines = new DefaultXYDataset();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    double opacity = OPACITY * Math.min(1, 2.0 / keys.size());
    for (int i = 0; i < keys.size(); i++) {
      Style style = keys.get(i).style();
      double[][] steps = steps(bins, heights.get(i));
      outlines.addSeries(i, steps);
      renderer.setSeriesPaint(i, style.colour());
      renderer.setSeriesStroke(i, style.stroke());
      renderer.addAnnotation(new FilledArea(steps, style.translucent(opacity)), Layer.BACKGROUND);
    }
    frame.draw(canvas, outlines, renderer, PlotFrame.Grid.HORIZONTAL);
    labels.draw(canvas, frame.area());
  }

  private String measure() {
    return sameSizes() ? "count" : "density";
  }

  private boolean sameSizes() {
    return values.stream().mapToInt(group -> group.length).distinct().count() <= 1;
  }

  private double[] heights(Bins bins, double[] group) {
    double unit = sameSizes() ? 1 : group.length * bins.width();
    return IntStream.of(bins.counts(group))
        .mapToDouble(count -> count / Math.max(unit, 1e-300))
        .toArray();
  }

  private PlotFrame frame(Canvas canvas, Rectangle2D inner, Extent x, List<double[]> heights) {
    double highest =
        heights.stream().flatMapToDouble(Arrays::stream).filter(Extent::drawable).max().orElse(1);
    return PlotFrame.numeric(
        canvas.lettering(),
        inner,
        new PlotFrame.Side(x.padded(0.03), histogram.x().scale()),
        new PlotFrame.Side(
            new Extent(0, highest > 0 ? 1.05 * highest : 1),
            sameSizes() ? Axis.Scale.INTEGER : Axis.Scale.LINEAR),
        PlotFrame.Grid.HORIZONTAL);
  }

  /** The corners of the steps, {x, y}, from zero up and back to zero. */
  private static double[][] steps(Bins bins, double[] heights) {
    double[][] steps = new double[2][2 * bins.count() + 2];
    for (int i = 0; i <= bins.count(); i++) {
      steps[0][2 * i] = bins.edge(i);
      steps[0][2 * i + 1] = bins.edge(i);
      steps[1][2 * i] = i == 0 ? 0 : heights[i - 1];
      steps[1][2 * i + 1] = i == bins.count() ? 0 : heights[i];
    }
    return steps;
  }
}
