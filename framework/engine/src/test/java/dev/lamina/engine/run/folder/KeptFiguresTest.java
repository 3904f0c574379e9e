package dev.lamina.engine.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Histogram;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.figure.ScatterPlot;
import dev.lamina.engine.journal.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeptFiguresTest {

  private static final Event.Headline HEADLINE = new Event.Headline("pca", 70, "It is so.");

  @TempDir private Path folder;

  static Stream<Figure> figures() {
    double[] x = {0, 1, 2};
    double[] y = {0.1, Double.NaN, -3e300};
    LineChart lines =
        new LineChart(
            "lines",
            Axis.layers(),
            Axis.of("y"),
            List.of(
                new LineChart.Line(
                    "a", x, y, Optional.of(new LineChart.Band(y, x)), LineChart.Role.DATA),
                new LineChart.Line("b", x, y, Optional.empty(), LineChart.Role.REFERENCE)));
    BarChart bars =
        new BarChart(
            "bars",
            Axis.of("x"),
            Axis.of("y"),
            List.of("one", "two", "three"),
            List.of(
                new BarChart.Series("s", x, Optional.of(new LineChart.Band(x, y))),
                new BarChart.Series("t", x, Optional.empty())));
    return Stream.of(
        lines,
        bars,
        new ScatterPlot(
            "points",
            Axis.of("x"),
            Axis.of("y"),
            List.of(new ScatterPlot.Group("g", x, y)),
            ScatterPlot.Scaling.EQUAL),
        new Heatmap(
            "map",
            Axis.of("x"),
            Axis.of("y"),
            List.of("c", "d", "e"),
            List.of("r"),
            List.of(),
            new double[][] {y},
            Axis.of("v"),
            Heatmap.Palette.DIVERGING),
        new Heatmap(
                "map of a range",
                Axis.of("x"),
                Axis.of("y"),
                List.of("c", "d", "e"),
                List.of("r"),
                List.of(),
                new double[][] {y},
                Axis.of("v"),
                Heatmap.Palette.SEQUENTIAL)
            .within(0, 1),
        new Histogram("bins", Axis.of("x"), List.of(new Histogram.Distribution("", y))),
        new Panels("all", List.of(lines, bars), 2));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void aFigureIsReadAsItWasKept(Figure figure) {
    new KeptFigures(folder).keep(HEADLINE, figure);

    assertThat(new KeptFigures(folder).read(HEADLINE))
        .get()
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class) // NaN equals NaN
        .isEqualTo(figure);
    assertThat(new KeptFigures(folder).read(new Event.Headline("pca", 70, "It is not so.")))
        .isEmpty();
  }

  @Test
  void aDamagedOneIsNotThere() throws IOException {
    KeptFigures figures = new KeptFigures(folder);
    figures.keep(HEADLINE, figures().findFirst().orElseThrow());
    try (Stream<Path> files = Files.list(folder.resolve(".figures"))) {
      for (Path file : files.toList()) {
        Files.writeString(file, Files.readString(file).substring(0, 40));
      }
    }

    assertThat(figures.read(HEADLINE)).isEmpty();
  }

  @Test
  void nothingIsLeftWhenTheyAreDeleted() {
    KeptFigures figures = new KeptFigures(folder);
    figures.keep(HEADLINE, figures().findFirst().orElseThrow());

    figures.delete();

    assertThat(folder).isEmptyDirectory();
  }
}
