package dev.lamina.plugins.figures.chart;

import dev.lamina.api.figure.LineChart;
import dev.lamina.plugins.figures.colour.Style;
import dev.lamina.plugins.figures.layout.Extent;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A line with its look; what cannot be drawn is NaN.
 *
 * @param xy {x, y}
 * @param band {low, high}; all NaN without a band
 */
record Curve(LineChart.Role role, double[][] xy, double[][] band, Style style) {

  static Curve of(LineChart.Line line, Style style) {
    int points = Math.min(line.x().length, line.y().length);
    double[][] xy = new double[2][points];
    double[][] band = new double[2][points];
    for (int i = 0; i < points; i++) {
      xy[0][i] = line.x()[i];
      xy[1][i] = Extent.drawable(line.x()[i]) ? drawable(line.y(), i) : Double.NaN;
      int place = i;
      band[0][i] = line.band().map(area -> drawable(area.low(), place)).orElse(Double.NaN);
      band[1][i] = line.band().map(area -> drawable(area.high(), place)).orElse(Double.NaN);
    }
    return new Curve(line.role(), xy, band, style);
  }

  /** The line alone. */
  Curve withoutBand() {
    double[] none = new double[points()];
    Arrays.fill(none, Double.NaN);
    return new Curve(role, xy, new double[][] {none, none}, style);
  }

  /** Half the band's height on average over where it is; empty without a band. */
  OptionalDouble halfWidth() {
    return IntStream.range(0, points())
        .mapToDouble(i -> (band[1][i] - band[0][i]) / 2)
        .filter(Double::isFinite)
        .average();
  }

  int points() {
    return xy[0].length;
  }

  boolean shown(int i) {
    return !Double.isNaN(xy[1][i]);
  }

  /** The last point that is drawn. */
  Optional<Point2D> end() {
    for (int i = points() - 1; i >= 0; i--) {
      if (shown(i)) {
        return Optional.of(new Point2D.Double(xy[0][i], xy[1][i]));
      }
    }
    return Optional.empty();
  }

  /** Whether a point has no neighbour, so that only a marker can show it. */
  boolean hasLonePoint() {
    for (int i = 0; i < points(); i++) {
      boolean before = i > 0 && shown(i - 1);
      boolean after = i + 1 < points() && shown(i + 1);
      if (shown(i) && !before && !after) {
        return true;
      }
    }
    return false;
  }

  /** A reference of one point, as a level of this length in units of x, so that its dashes show. */
  Curve asLevel(double length) {
    Optional<Point2D> end = end();
    if (role == LineChart.Role.DATA || points() != 1 || end.isEmpty()) {
      return this;
    }
    double x = end.get().getX();
    double y = end.get().getY();
    return new Curve(
        role,
        new double[][] {{x - length / 2, x + length / 2}, {y, y}},
        new double[][] {{Double.NaN, Double.NaN}, {Double.NaN, Double.NaN}},
        style);
  }

  /**
   * The band's corners {x, y}, for each stretch without gaps.
   *
   * @param halfWidth of a stretch that is a single point, in units of x
   */
  List<double[][]> bandOutlines(double halfWidth) {
    List<double[][]> outlines = new ArrayList<>();
    int start = 0;
    while (start < points()) {
      int end = start;
      while (end < points() && !Double.isNaN(band[0][end] + band[1][end])) {
        end++;
      }
      if (end - start == 1) {
        outlines.add(outline(start, end, halfWidth));
      } else if (end > start) {
        outlines.add(outline(start, end, 0));
      }
      start = Math.max(end, start + 1);
    }
    return outlines;
  }

  private double[][] outline(int start, int end, double halfWidth) {
    int count = end - start;
    double[][] corners = new double[2][2 * count + 2];
    corners[0][0] = xy[0][start] - halfWidth;
    corners[1][0] = band[0][start];
    corners[0][2 * count + 1] = xy[0][start] - halfWidth;
    corners[1][2 * count + 1] = band[1][start];
    for (int i = 0; i < count; i++) {
      corners[0][1 + i] = xy[0][start + i] + halfWidth;
      corners[1][1 + i] = band[0][start + i];
      corners[0][2 * count - i] = xy[0][start + i] + halfWidth;
      corners[1][2 * count - i] = band[1][start + i];
    }
    return corners;
  }

  private static double drawable(double[] numbers, int i) {
    return i < numbers.length && Extent.drawable(numbers[i]) ? numbers[i] : Double.NaN;
  }
}
