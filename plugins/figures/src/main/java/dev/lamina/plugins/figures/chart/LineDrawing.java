package dev.lamina.plugins.figures.chart;

import dev.lamina.api.figure.LineChart;
import dev.lamina.plugins.figures.colour.Palette;
import dev.lamina.plugins.figures.colour.Style;
import dev.lamina.plugins.figures.layout.AxisLabels;
import dev.lamina.plugins.figures.layout.Canvas;
import dev.lamina.plugins.figures.layout.EndLabels;
import dev.lamina.plugins.figures.layout.Extent;
import dev.lamina.plugins.figures.layout.FilledArea;
import dev.lamina.plugins.figures.layout.Key;
import dev.lamina.plugins.figures.layout.Legend;
import dev.lamina.plugins.figures.layout.PlotFrame;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.DefaultXYDataset;

/** Lines with bands, named at their ends where there is room, else in a legend. */
final class LineDrawing implements Drawing {

  /** Names beside the plot take no more of its width than this. */
  private static final double LARGEST_NAMES = 0.3;

  /** From the outermost points to the plot's edges, in pixels. */
  private static final double MARGIN = 8;

  private static final double MARKER = 6;
  private static final double LEAST_BETWEEN_MARKERS = 9;
  private static final double BAND_OPACITY = 0.16;

  /** More bands over each other are one grey, and lines alone say more. */
  private static final int MOST_BANDS = 4;

  private final LineChart chart;
  private final List<Key> keys = new ArrayList<>();
  private final List<Curve> curves = new ArrayList<>();
  private final Optional<String> omitted;
  private final Optional<Extent> x;
  private final Optional<Extent> y;

  LineDrawing(LineChart chart, Palette palette) {
    this.chart = chart;
    Map<LineChart.Role, Integer> references = new EnumMap<>(LineChart.Role.class);
    for (LineChart.Line line : chart.lines()) {
      Style style =
          switch (line.role()) {
            case DATA -> palette.style(line.name());
            case REFERENCE, CONTROL, CHANCE ->
                Palette.reference(line.role(), references.merge(line.role(), 1, Integer::sum) - 1);
          };
      keys.add(new Key(line.name(), style, Key.Mark.LINE));
      curves.add(Curve.of(line, style));
    }
    omitted = Bands.tooMany(curves, MOST_BANDS);
    if (omitted.isPresent()) {
      curves.replaceAll(Curve::withoutBand);
    }
    List<double[]> numbers = new ArrayList<>();
    for (Curve curve : curves) {
      numbers.add(curve.xy()[1]);
      numbers.add(curve.band()[0]);
      numbers.add(curve.band()[1]);
    }
    x = Extent.of(curves.stream().map(curve -> curve.xy()[0]).toList());
    y = Extent.of(numbers);
  }

  @Override
  public List<Key> keys() {
    return Key.unlessTold(keys, chart.title(), chart.y().label());
  }

  @Override
  public void draw(Canvas canvas, Rectangle2D whole, Explained explained) {
    Rectangle2D area = omitted.map(note -> canvas.note(note, whole)).orElse(whole);
    List<Key> told = explained == Explained.HERE ? keys() : List.of();
    if (!told.isEmpty() && drawWithNamesAtEnds(canvas, area)) {
      return;
    }
    Legend legend = Legend.layOut(canvas.lettering(), told, area);
    legend.draw(canvas, area);
    Rectangle2D below = legend.below(area);
    AxisLabels labels = labels(canvas, below);
    if (x.isEmpty() || y.isEmpty()) {
      labels.draw(canvas, labels.inner());
      canvas.say("no data", labels.inner());
      return;
    }
    PlotFrame frame = frame(canvas, labels.inner());
    plot(canvas, frame);
    labels.draw(canvas, frame.area());
  }

  private boolean drawWithNamesAtEnds(Canvas canvas, Rectangle2D area) {
    double room = EndLabels.width(canvas.lettering(), keys);
    if (room > LARGEST_NAMES * area.getWidth()
        || curves.stream().anyMatch(curve -> curve.end().isEmpty())) {
      return false;
    }
    AxisLabels labels = labels(canvas, area);
    Rectangle2D inner = labels.inner();
    PlotFrame frame =
        frame(
            canvas,
            new Rectangle2D.Double(
                inner.getX(), inner.getY(), inner.getWidth() - room, inner.getHeight()));
    List<Point2D> ends =
        curves.stream()
            .flatMap(curve -> curve.end().stream())
            .<Point2D>map(
                end -> new Point2D.Double(frame.pixelX(end.getX()), frame.pixelY(end.getY())))
            .toList();
    double right = frame.area().getMaxX();
    if (ends.stream().anyMatch(end -> end.getX() < right - 0.12 * area.getWidth())) {
      return false;
    }
    Optional<EndLabels> names = EndLabels.place(keys, ends, area.getY(), frame.area().getMaxY());
    names.ifPresent(
        placed -> {
          plot(canvas, frame);
          labels.draw(canvas, frame.area());
          placed.draw(canvas, right);
        });
    return names.isPresent();
  }

  private AxisLabels labels(Canvas canvas, Rectangle2D area) {
    return AxisLabels.layOut(canvas.lettering(), chart.x().label(), chart.y().label(), area);
  }

  private PlotFrame frame(Canvas canvas, Rectangle2D inner) {
    Extent across = x.orElseThrow().on(chart.x().scale());
    Extent up = y.orElseThrow().on(chart.y().scale());
    return PlotFrame.numeric(
        canvas.lettering(),
        inner,
        new PlotFrame.Side(across.padded(MARGIN / inner.getWidth()), chart.x().scale()),
        new PlotFrame.Side(up.padded(MARGIN / inner.getHeight()), chart.y().scale()),
        PlotFrame.Grid.HORIZONTAL);
  }

  private void plot(Canvas canvas, PlotFrame frame) {
    DefaultXYDataset data = new DefaultXYDataset();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setDrawOutlines(false);
    double unit = frame.x().getRange().getLength();
    // JFreeChart draws the last series first, so that what comes first lies on top.
    for (LineChart.Role role : LineChart.Role.values()) {
      for (Curve curve : curves) {
        if (curve.role() == role) {
          add(curve.asLevel(unit / 2), data, renderer, frame);
        }
      }
    }
    frame.draw(canvas, data, renderer, PlotFrame.Grid.HORIZONTAL);
  }

  private static void add(
      Curve curve, DefaultXYDataset data, XYLineAndShapeRenderer renderer, PlotFrame frame) {
    int series = data.getSeriesCount();
    Style style = curve.style();
    data.addSeries(series, curve.xy());
    renderer.setSeriesPaint(series, style.colour());
    renderer.setSeriesStroke(series, style.stroke());
    renderer.setSeriesShape(series, style.markerAt(0, 0, MARKER));
    renderer.setSeriesShapesVisible(series, markersShown(curve, frame));
    for (double[][] corners : curve.bandOutlines(frame.x().getRange().getLength() / 60)) {
      renderer.addAnnotation(
          new FilledArea(corners, style.translucent(BAND_OPACITY)), Layer.BACKGROUND);
    }
  }

  private static boolean markersShown(Curve curve, PlotFrame frame) {
    boolean sparse = curve.points() * LEAST_BETWEEN_MARKERS <= frame.area().getWidth();
    return curve.hasLonePoint() || (sparse && curve.role() == LineChart.Role.DATA);
  }
}
