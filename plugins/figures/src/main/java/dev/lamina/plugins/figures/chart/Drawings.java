package dev.lamina.plugins.figures.chart;

import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Histogram;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.figure.ScatterPlot;
import dev.lamina.plugins.figures.colour.Palette;
import dev.lamina.plugins.figures.text.Lettering;
import java.util.List;

/** The drawing of each kind of figure. */
public final class Drawings {

  private Drawings() {}

  /** Prepares a figure with colours of its own. */
  public static Drawing of(Figure figure, Lettering lettering) {
    return of(figure, lettering, Palette.of(groups(figure)));
  }

  /** Prepares a figure with colours that others share. */
  static Drawing of(Figure figure, Lettering lettering, Palette palette) {
    if (figure instanceof LineChart chart) {
      return new LineDrawing(chart, palette);
    } else if (figure instanceof ScatterPlot plot) {
      return new ScatterDrawing(plot, palette);
    } else if (figure instanceof Heatmap heatmap) {
      return new HeatmapDrawing(heatmap, palette, lettering);
    } else if (figure instanceof BarChart chart) {
      return new BarDrawing(chart, palette, lettering);
    } else if (figure instanceof Histogram histogram) {
      return new HistogramDrawing(histogram, palette);
    } else if (figure instanceof Panels panels) {
      return new PanelsDrawing(panels, lettering);
    }
    throw new IllegalArgumentException("unknown kind of figure: " + figure.getClass());
  }

  /** The names of what is coloured, in order. */
  static List<String> groups(Figure figure) {
    if (figure instanceof LineChart chart) {
      return chart.lines().stream()
          .filter(line -> line.role() == LineChart.Role.DATA)
          .map(LineChart.Line::name)
          .toList();
    } else if (figure instanceof ScatterPlot plot) {
      return plot.groups().stream()
          .filter(group -> group.role() == ScatterPlot.Role.GROUP)
          .map(ScatterPlot.Group::name)
          .toList();
    } else if (figure instanceof Heatmap heatmap) {
      return heatmap.rowGroups().stream().distinct().toList();
    } else if (figure instanceof BarChart chart) {
      return chart.series().stream().map(BarChart.Series::name).toList();
    } else if (figure instanceof Histogram histogram) {
      return histogram.distributions().stream().map(Histogram.Distribution::name).toList();
    }
    return List.of();
  }
}
