package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.BarChart.Series;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Heatmap.Palette;
import dev.lamina.api.figure.Histogram;
import dev.lamina.api.figure.Histogram.Distribution;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Band;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.api.figure.LineChart.Role;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.figure.ScatterPlot;
import dev.lamina.api.figure.ScatterPlot.Group;
import dev.lamina.api.figure.ScatterPlot.Scaling;
import dev.lamina.api.model.Component;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For each rule of figures, an analysis whose figure breaks it and nothing else. */
class FigureRulesTest {

  private static final ArrayStudy STUDY =
      ArrayStudy.of(
          Map.of(Component.RESID_POST, new float[2][1][1]),
          Map.of("is_true", List.of("true", "false")));

  private static final Axis AXIS = Axis.of("L2 norm");
  private static final Axis BLANK = Axis.of(" ");
  private static final double[] ONE = {1};
  private static final double[] TWO = {1, 2};

  private static void verify(Figure figure) {
    AnalysisContract.of(parallel -> new SingleStep((study, into) -> into.figure("", figure)))
        .verify(STUDY);
  }

  @ParameterizedTest
  @MethodSource
  void takeWhatIsWellFormed(Figure figure) {
    verify(figure);
  }

  static Stream<Figure> takeWhatIsWellFormed() {
    return Stream.of(
        chart(AXIS, AXIS, banded(new double[] {0, Double.NaN}, TWO), line("b", TWO, TWO)),
        chart(AXIS, AXIS, line("", TWO, TWO)),
        plot(AXIS, AXIS, group("", TWO, TWO)),
        map(AXIS, List.of("true", "false"), new double[][] {TWO, {3, Double.NaN}}),
        bars(AXIS, AXIS, List.of("x", "y"), new Series("", TWO, Optional.of(new Band(TWO, TWO)))),
        histogram(AXIS, new Distribution("", ONE)),
        panels(1, chart(AXIS, AXIS, line("a", ONE, ONE))));
  }

  @ParameterizedTest(name = "catch {0}")
  @MethodSource({"titles", "lines", "points", "cells", "bars", "others"})
  void catches(String what, Figure figure, String... message) {
    assertThatThrownBy(() -> verify(figure))
        .as(what)
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(message);
  }

  private static Arguments rule(String what, Figure figure, String... message) {
    return arguments(what, figure, message);
  }

  static Stream<Arguments> titles() {
    return Stream.of(
        rule("no title", titled(" "), "title of class"),
        rule("a title that is a sentence", titled("Norms."), "a title"));
  }

  static Stream<Arguments> lines() {
    Line good = line("a", TWO, TWO);
    return Stream.of(
        rule("a line chart without x", chart(BLANK, AXIS, good), "an axis of Figure"),
        rule("a line chart without y", chart(AXIS, BLANK, good), "an axis of Figure"),
        rule("a chart without lines", chart(AXIS, AXIS), "lines of Figure"),
        rule("equal lines", chart(AXIS, AXIS, good, good), "names in Figure", "duplicate"),
        rule(
            "a line without a name among several",
            chart(AXIS, AXIS, good, line("", TWO, TWO)),
            "names in Figure"),
        rule(
            "a line without points",
            chart(AXIS, AXIS, line("a", new double[0], new double[0])),
            "x of a of Figure",
            "empty"),
        rule(
            "a line that goes back",
            chart(AXIS, AXIS, line("a", new double[] {2, 1}, TWO)),
            "x of a of Figure",
            "sorted"),
        rule("a line with too few y", chart(AXIS, AXIS, line("a", TWO, ONE)), "y of a of Figure"),
        rule("a short lower edge", chart(AXIS, AXIS, banded(ONE, TWO)), "band of a", "size"),
        rule("a short upper edge", chart(AXIS, AXIS, banded(TWO, ONE)), "band of a", "size"),
        rule(
            "a lower edge above the upper",
            chart(AXIS, AXIS, banded(new double[] {1, 3}, TWO)),
            "band of a",
            "false"));
  }

  static Stream<Arguments> points() {
    Group good = group("a", TWO, TWO);
    return Stream.of(
        rule("a plot without x", plot(BLANK, AXIS, good), "an axis of Figure"),
        rule("a plot without y", plot(AXIS, BLANK, good), "an axis of Figure"),
        rule("a plot without groups", plot(AXIS, AXIS), "groups of Figure"),
        rule("equal groups", plot(AXIS, AXIS, good, good), "names in Figure", "duplicate"),
        rule("points without y", plot(AXIS, AXIS, group("a", TWO, ONE)), "[a]", "size"),
        rule("a histogram without x", histogram(BLANK, new Distribution("a", ONE)), "an axis"),
        rule("a histogram of nothing", histogram(AXIS), "names in Figure", "empty"),
        rule(
            "equal distributions",
            histogram(AXIS, new Distribution("a", ONE), new Distribution("a", TWO)),
            "names in Figure",
            "duplicate"),
        rule(
            "a distribution of nothing",
            histogram(AXIS, new Distribution("a", new double[0])),
            "[a]",
            "empty"));
  }

  static Stream<Arguments> cells() {
    List<String> none = List.of();
    double[][] row = {TWO};
    return Stream.of(
        rule("a heatmap without x", heatmap(BLANK, AXIS, AXIS, none, row), "an axis of Figure"),
        rule("a heatmap without y", heatmap(AXIS, BLANK, AXIS, none, row), "an axis of Figure"),
        rule("colours without a scale", map(BLANK, none, row), "an axis of Figure"),
        rule("a missing row", map(AXIS, none, TWO, TWO, TWO), "rows of Figure"),
        rule("a missing cell", map(AXIS, none, ONE), "columns of Figure"),
        rule("too many groups of rows", map(AXIS, List.of("a", "b", "c"), row), "row groups"));
  }

  static Stream<Arguments> bars() {
    List<String> names = List.of("x", "y");
    Series good = new Series("a", TWO, Optional.empty());
    return Stream.of(
        rule("bars without x", bars(BLANK, AXIS, names, good), "an axis of Figure"),
        rule("bars without y", bars(AXIS, BLANK, names, good), "an axis of Figure"),
        rule("equal categories", bars(AXIS, AXIS, List.of("x", "x"), good), "names in Figure"),
        rule("a blank category", bars(AXIS, AXIS, List.of("x", ""), good), "names in Figure"),
        rule("bars of nothing", bars(AXIS, AXIS, names), "names in Figure", "empty"),
        rule("equal series", bars(AXIS, AXIS, names, good, good), "names in Figure", "duplicate"),
        rule(
            "a missing bar",
            bars(AXIS, AXIS, names, new Series("a", ONE, Optional.empty())),
            "a of Figure"),
        rule(
            "a missing error bar",
            bars(AXIS, AXIS, names, new Series("a", TWO, Optional.of(new Band(ONE, ONE)))),
            "a of Figure",
            "size"),
        rule(
            "an error bar upside down",
            bars(
                AXIS,
                AXIS,
                names,
                new Series(
                    "a", TWO, Optional.of(new Band(new double[] {2, 2}, new double[] {1, 3})))),
            "turned around: a of Figure"));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        rule("no panels", panels(1), "panels of Figure"),
        rule("panels in no columns", panels(0, titled("Norms")), "columns of Figure"),
        rule("a panel that is not well formed", panels(1, titled("Norms.")), "a title"));
  }

  private static Figure titled(String title) {
    return new LineChart(title, AXIS, AXIS, List.of(line("a", TWO, TWO)));
  }

  private static Line line(String name, double[] x, double[] y) {
    return new Line(name, x, y, Optional.empty(), Role.DATA);
  }

  private static Line banded(double[] low, double[] high) {
    return new Line("a", TWO, TWO, Optional.of(new Band(low, high)), Role.DATA);
  }

  private static Figure chart(Axis x, Axis y, Line... lines) {
    return new LineChart("Figure", x, y, List.of(lines));
  }

  private static Group group(String name, double[] x, double[] y) {
    return new Group(name, x, y);
  }

  private static Figure plot(Axis x, Axis y, Group... groups) {
    return new ScatterPlot("Figure", x, y, List.of(groups), Scaling.EQUAL);
  }

  /** Two columns, and as many rows as there are values, two at most. */
  private static Figure map(Axis value, List<String> rowGroups, double[]... values) {
    return heatmap(AXIS, AXIS, value, rowGroups, values);
  }

  private static Figure heatmap(
      Axis x, Axis y, Axis value, List<String> rowGroups, double[]... values) {
    return new Heatmap(
        "Figure",
        x,
        y,
        List.of("0", "1"),
        List.of("", "").subList(0, Math.min(2, values.length)),
        rowGroups,
        values,
        value,
        Palette.SEQUENTIAL);
  }

  private static Figure bars(Axis x, Axis y, List<String> categories, Series... series) {
    return new BarChart("Figure", x, y, categories, List.of(series));
  }

  private static Figure histogram(Axis x, Distribution... distributions) {
    return new Histogram("Figure", x, List.of(distributions));
  }

  private static Figure panels(int columns, Figure... panels) {
    return new Panels("Figure", Arrays.asList(panels), columns);
  }
}
