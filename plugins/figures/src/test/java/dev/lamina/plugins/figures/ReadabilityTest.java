package dev.lamina.plugins.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Histogram;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.figure.ScatterPlot;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** Text is whole, inside of the figure and apart from other text, whatever the figure. */
class ReadabilityTest {

  private static final JFreeChartRenderer RENDERER = new JFreeChartRenderer();

  static Stream<Arguments> figures() {
    Map<String, Figure> all = new LinkedHashMap<>(Samples.all());
    all.putAll(EdgeCases.all());
    return all.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("figures")
  void noTextIsCutOrOverlapsAnother(String name, Figure figure) {
    assertReadable(figure);
  }

  @Property(tries = 60)
  void anyNumbersCanBeDrawn(@ForAll @Size(max = 40) double[] y) {
    double[] x = IntStream.range(0, y.length).asDoubleStream().toArray();
    List<String> names = IntStream.range(0, y.length).mapToObj(i -> "name " + i).toList();
    Axis axis = Axis.of("axis");
    LineChart.Line line =
        new LineChart.Line("a", x, y, Optional.of(new LineChart.Band(y, x)), LineChart.Role.DATA);
    assertReadable(
        new Panels(
            "numbers",
            List.of(
                new LineChart("line", axis, axis, List.of(line)),
                new ScatterPlot(
                    "points",
                    axis,
                    axis,
                    List.of(new ScatterPlot.Group("a", y, x)),
                    ScatterPlot.Scaling.EQUAL),
                new Heatmap(
                    "cells",
                    axis,
                    axis,
                    List.of("0", "1"),
                    names,
                    names,
                    IntStream.range(0, y.length)
                        .mapToObj(i -> new double[] {y[i], x[i]})
                        .toArray(double[][]::new),
                    axis,
                    Heatmap.Palette.DIVERGING),
                new BarChart(
                    "bars",
                    axis,
                    axis,
                    names,
                    List.of(new BarChart.Series("a", y, Optional.of(new LineChart.Band(y, x))))),
                new Histogram("bins", axis, List.of(new Histogram.Distribution("a", y)))),
            2));
  }

  private static void assertReadable(Figure figure) {
    Element svg = Rendered.document(RENDERER, figure);
    Rectangle2D canvas =
        new Rectangle2D.Double(0, 0, Rendered.number(svg, "width"), Rendered.number(svg, "height"));
    List<DrawnText> texts = DrawnText.in(svg);

    assertThat(texts).isNotEmpty();
    assertThat(texts).allMatch(text -> canvas.contains(text.box()) && !text.clipped());
    assertThat(overlapping(texts)).isEmpty();
  }

  private static List<String> overlapping(List<DrawnText> texts) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (texts.get(i).box().intersects(texts.get(j).box())) {
          found.add(texts.get(j) + " and " + texts.get(i));
        }
      }
    }
    return found;
  }
}
