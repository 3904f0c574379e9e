package dev.lamina.plugins.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Histogram;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.ScatterPlot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Marks lie where the numbers say; lengths are compared in pixels of the SVG. */
class DrawnDataTest {

  private static final JFreeChartRenderer RENDERER = new JFreeChartRenderer();
  private static final String BLUE = "rgb(0,114,178)";
  private static final String VERMILLION = "rgb(213,94,0)";
  private static final Axis X = Axis.of("x");
  private static final Axis Y = Axis.of("y");

  @Test
  void aLineRunsThroughItsPoints() {
    Figure figure =
        new LineChart(
            "t",
            X,
            Y,
            List.of(
                new LineChart.Line(
                    "a",
                    new double[] {0, 1, 3},
                    new double[] {10, 20, 15},
                    Optional.empty(),
                    LineChart.Role.DATA)));
    List<double[]> points = points(path(figure, BLUE));

    assertThat(points).hasSize(3);
    double unitX = points.get(1)[0] - points.get(0)[0];
    double unitY = (points.get(0)[1] - points.get(1)[1]) / 10;
    assertThat(unitX).isPositive();
    assertThat(unitY).isPositive();
    assertThat(points.get(2)[0] - points.get(0)[0]).isCloseTo(3 * unitX, within(0.05));
    assertThat(points.get(0)[1] - points.get(2)[1]).isCloseTo(5 * unitY, within(0.05));
  }

  @Test
  void aReferenceIsGreyAndDashedAndABandTranslucent() {
    String svg = Rendered.svg(RENDERER, Samples.probe(6));

    assertThat(svg).containsPattern("stroke:rgb\\((\\d+),\\1,\\1\\)[^>]*stroke-dasharray");
    assertThat(svg).containsPattern("fill:rgb\\(0,114,178\\);fill-opacity:0\\.1");
  }

  @Test
  void aUnitIsAsLongOnBothAxesWhenAskedFor() {
    Figure figure =
        new ScatterPlot(
            "t",
            X,
            Y,
            List.of(
                new ScatterPlot.Group("a", new double[] {0, 10, 0, 0}, new double[] {0, 0, 1, 10})),
            ScatterPlot.Scaling.EQUAL);
    List<Element> circles = elements(figure, "ellipse", BLUE);
    double[] xs =
        circles.stream().mapToDouble(one -> Rendered.number(one, "cx")).sorted().toArray();
    double[] ys =
        circles.stream().mapToDouble(one -> Rendered.number(one, "cy")).sorted().toArray();

    // The legend's circle is the fifth, further left and higher than all points.
    assertThat(xs[4] - xs[1]).isCloseTo(ys[4] - ys[1], within(0.05));
  }

  @Test
  void barsAreAsLongAsTheirValues() {
    Figure figure =
        new BarChart(
            "t",
            X,
            Y,
            List.of("p", "q"),
            List.of(
                new BarChart.Series("a", new double[] {4, -2}, Optional.empty()),
                new BarChart.Series("b", new double[] {1, 3}, Optional.empty())));
    List<Element> a = bars(figure, BLUE);
    List<Element> b = bars(figure, VERMILLION);
    double unit = Rendered.number(b.get(0), "height");
    double zero = Rendered.number(a.get(0), "y") + 4 * unit;

    assertThat(Rendered.number(a.get(0), "height")).isCloseTo(4 * unit, within(0.1));
    assertThat(Rendered.number(a.get(1), "height")).isCloseTo(2 * unit, within(0.1));
    assertThat(Rendered.number(a.get(1), "y")).isCloseTo(zero, within(0.1));
    assertThat(Rendered.number(b.get(1), "height")).isCloseTo(3 * unit, within(0.1));
    assertThat(Rendered.number(b.get(0), "x")).isGreaterThan(Rendered.number(a.get(0), "x"));
  }

  @Test
  void manyBandsAreSaidInsteadOfDrawn() {
    assertThat(Rendered.svg(RENDERER, Samples.bands(4))).contains("fill-opacity:0.1");
    assertThat(Rendered.svg(RENDERER, Samples.bands(6)))
        .doesNotContain("fill-opacity:0.1")
        .contains("6 bands are left out of the picture: ±0.030 on average");
  }

  @Test
  void pointsOfNoGroupAreGreyAndBehindTheOthers() {
    double[] at = {1};
    Figure figure =
        new ScatterPlot(
            "t",
            X,
            Y,
            List.of(
                new ScatterPlot.Group("a", at, at),
                new ScatterPlot.Group("others", at, at, ScatterPlot.Role.REST)),
            ScatterPlot.Scaling.FREE);
    String svg = Rendered.svg(RENDERER, figure);

    assertThat(svg.lastIndexOf("rgb(189,189,189)")).isPositive().isLessThan(svg.lastIndexOf(BLUE));
  }

  @Test
  void barsWithLongNamesLieBelowEachOtherInOrder() {
    List<Element> bars = bars(Samples.relations(), BLUE);

    assertThat(bars).hasSize(12);
    assertThat(bars.stream().map(bar -> Rendered.number(bar, "y")))
        .isSortedAccordingTo(Comparator.naturalOrder());
    assertThat(bars.stream().map(bar -> Rendered.number(bar, "x")).distinct()).hasSize(1);
  }

  @Test
  void cellsAreColouredByTheirValueAndNanIsBlank() {
    Figure figure =
        new Heatmap(
            "t",
            X,
            Y,
            List.of("0", "1", "2"),
            List.of("r", "s"),
            List.of(),
            new double[][] {{0, 1, 2}, {2, Double.NaN, 0}},
            Axis.of("v"),
            Heatmap.Palette.SEQUENTIAL);
    // The first, middle and last colour of matplotlib's viridis (test/python/colours.py).
    List<Element> low = elements(figure, "rect", "rgb(68,1,84)");
    List<Element> middle = elements(figure, "rect", "rgb(33,145,140)");
    List<Element> high = elements(figure, "rect", "rgb(253,231,37)");

    assertThat(low).hasSize(2);
    assertThat(middle).hasSize(1);
    assertThat(high).hasSize(2);
    assertThat(Rendered.number(low.get(0), "y")).isLessThan(Rendered.number(low.get(1), "y"));
    assertThat(Rendered.number(low.get(0), "x")).isLessThan(Rendered.number(middle.get(0), "x"));
    assertThat(Rendered.number(low.get(1), "x")).isEqualTo(Rendered.number(high.get(0), "x"));
  }

  /** The middle of 0 to 4 is the middle colour, and what lies beyond 4 has the last one. */
  @Test
  void aRangeOfColoursIsKeptWhateverTheValues() {
    Figure figure =
        new Heatmap(
                "t",
                X,
                Y,
                List.of("0", "1", "2"),
                List.of("r"),
                List.of(),
                new double[][] {{1.9, 2, 9}},
                Axis.of("v"),
                Heatmap.Palette.SEQUENTIAL)
            .within(0, 4);

    assertThat(elements(figure, "rect", "rgb(68,1,84)")).isEmpty();
    assertThat(elements(figure, "rect", "rgb(33,145,140)")).hasSize(1);
    assertThat(elements(figure, "rect", "rgb(253,231,37)")).hasSize(1);
  }

  @Test
  void cellsAreSquareWhereThingsAreHeldAgainstEachOther() {
    double[][] values = {{Double.NaN, 2}, {0, Double.NaN}};
    for (List<String> rows : List.of(List.of("a", "b"), List.of("b", "a"))) {
      Element cell =
          elements(square(rows, values), "rect", "rgb(253,231,37)").get(0); // no neighbour to reach

      assertThat(Rendered.number(cell, "width"))
          .isCloseTo(Rendered.number(cell, "height"), within(1.0));
    }
    Element other = elements(square(List.of("c", "d"), values), "rect", "rgb(253,231,37)").get(0);
    assertThat(Rendered.number(other, "width"))
        .isGreaterThan(1.5 * Rendered.number(other, "height"));
  }

  @Test
  void cellsOfLayersAgainstLayersAreSquareHoweverManyThereAre() {
    for (int[] shape : new int[][] {{2, 6}, {6, 2}, {24, 6}}) {
      double[][] values = new double[shape[0]][shape[1]];
      values[0][shape[1] - 1] = 1;
      Figure figure =
          new Heatmap(
              "t",
              Axis.layers(),
              Axis.layers(),
              names(shape[1]),
              names(shape[0]),
              List.of(),
              values,
              Axis.of("v"),
              Heatmap.Palette.SEQUENTIAL);
      Element cell = elements(figure, "rect", "rgb(253,231,37)").get(0);

      assertThat(Rendered.number(cell, "width"))
          .isCloseTo(Rendered.number(cell, "height"), within(1.5));
    }
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).toList();
  }

  private static Figure square(List<String> rows, double[][] values) {
    return new Heatmap(
        "t",
        X,
        Y,
        List.of("a", "b"),
        rows,
        List.of(),
        values,
        Axis.of("v"),
        Heatmap.Palette.SEQUENTIAL);
  }

  @Test
  void theStepsOfAHistogramAreAsHighAsTheCounts() {
    double[] values = {0, 0, 0, 0, 5, 10, 10};
    Figure figure = new Histogram("t", X, List.of(new Histogram.Distribution("a", values)));
    List<double[]> corners = points(path(figure, BLUE));
    double zero = corners.get(0)[1];
    double[] heights =
        corners.stream().mapToDouble(corner -> zero - corner[1]).distinct().sorted().toArray();

    // Four zeros, one five, two tens, and empty bins.
    assertThat(heights).hasSize(4);
    assertThat(heights[2] / heights[1]).isCloseTo(2, within(0.01));
    assertThat(heights[3] / heights[1]).isCloseTo(4, within(0.01));
  }

  private static List<Element> bars(Figure figure, String colour) {
    // The legend's rectangles are 12 by 10.
    return elements(figure, "rect", colour).stream()
        .filter(bar -> !bar.getAttribute("width").equals("12"))
        .toList();
  }

  private static List<Element> elements(Figure figure, String name, String colour) {
    return Rendered.elements(Rendered.document(RENDERER, figure), name).stream()
        .filter(one -> one.getAttribute("style").contains(colour))
        .toList();
  }

  /** The longest line of a colour. */
  private static Element path(Figure figure, String colour) {
    return elements(figure, "path", "stroke:" + colour).stream()
        .max(Comparator.comparing(one -> one.getAttribute("d").length()))
        .orElseThrow();
  }

  private static List<double[]> points(Element path) {
    Matcher point =
        Pattern.compile("[ML]\\s*([-\\d.]+)[ ,]([-\\d.]+)").matcher(path.getAttribute("d"));
    return point
        .results()
        .map(
            each ->
                new double[] {Double.parseDouble(each.group(1)), Double.parseDouble(each.group(2))})
        .toList();
  }
}
