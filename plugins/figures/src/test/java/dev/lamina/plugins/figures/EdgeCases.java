package dev.lamina.plugins.figures;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Histogram;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.figure.ScatterPlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Figures that a careless drawing would cut, overlap or fail on. */
final class EdgeCases {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Axis X = Axis.of("x");
  private static final Axis Y = Axis.of("y");
  private static final Axis SCORE = new Axis("score", Axis.Scale.UNIT_INTERVAL);
  private static final String LONG =
      "the activation of the residual stream after the feed-forward network of the block, averaged"
          + " over all of the prompt's own tokens and standardized on the training folds alone";
  private static final String LONG_WORD = "antidisestablishmentarianism".repeat(12);
  private static final List<String> UNICODE =
      List.of(
          "北京是中国的首都",
          "🙂 emoji 👩‍🔬",
          "Ünïcödé élève",
          "العربية",
          "Ελληνικά",
          "a\tb\nc\u0000\uD800");

  private EdgeCases() {}

  /** By file name. */
  static Map<String, Figure> all() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    addLines(figures);
    addPoints(figures);
    addHeatmaps(figures);
    addBars(figures);
    addHistograms(figures);
    addPanels(figures);
    return figures;
  }

  private static void addLines(Map<String, Figure> figures) {
    figures.put("lines-none", lines(Axis.layers(), Y));
    figures.put("lines-empty", lines(Axis.layers(), Y, line("a", values(0), values(0))));
    figures.put("lines-nan", lines(X, Y, line("a", values(3), new double[] {NAN, NAN, NAN})));
    figures.put(
        "lines-infinite",
        lines(
            X,
            Y,
            line("a", values(5), new double[] {1, INFINITY, 2, -INFINITY, 1e308}),
            line("b", values(5), new double[] {1e5, 2e5, NAN, 4e5, 3e5})));
    figures.put("lines-huge", lines(X, Y, line("a", values(3), new double[] {-1e299, 0, 1e299})));
    figures.put("lines-tiny", lines(X, Y, line("a", values(3), new double[] {0, 2e-9, 5e-9})));
    figures.put("lines-subnormal", lines(X, Y, line("a", values(2), new double[] {0, 4.9e-324})));
    figures.put(
        "lines-offset",
        lines(X, Y, line("a", values(3), new double[] {1e6 + 0.001, 1e6 + 0.002, 1e6 + 0.003})));
    figures.put("lines-constant", lines(X, Y, line("a", values(3), new double[] {7, 7, 7})));
    figures.put("lines-zero", lines(X, Y, line("a", values(3), new double[] {0, 0, 0})));
    figures.put("lines-one-point", lines(X, Y, line("a", values(1), new double[] {3})));
    figures.put("score-perfect", lines(Axis.layers(), SCORE, line("a", values(4), ones(4))));
    figures.put("one-layer", oneLayer());
    figures.put("lines-gaps", gaps());
    figures.put("lines-12-together", many(12, 6, 0.001));
    figures.put("lines-12-apart", many(12, 36, 1));
    figures.put("lines-60", many(60, 36, 1));
    figures.put(
        "lines-long-names",
        new LineChart(
            LONG + " " + LONG,
            Axis.of(LONG),
            Axis.of(LONG),
            List.of(
                line(LONG, values(6), new double[] {1, 2, 3, 4, 3, 2}),
                line(LONG_WORD, values(6), new double[] {2, 3, 3, 5, 3, 1}))));
    figures.put(
        "lines-unicode",
        new LineChart(
            String.join(" ", UNICODE),
            Axis.of(UNICODE.get(0)),
            Axis.of(UNICODE.get(1)),
            IntStream.range(0, UNICODE.size())
                .mapToObj(i -> line(UNICODE.get(i), values(2), new double[] {i, i}))
                .toList()));
    figures.put(
        "lines-same-name",
        lines(
            X,
            Y,
            line("a", values(2), new double[] {1, 2}),
            line("a", values(2), new double[] {2, 1})));
  }

  private static void addPoints(Map<String, Figure> figures) {
    figures.put("points-none", points());
    figures.put("points-empty", points(new ScatterPlot.Group("a", values(0), values(0))));
    figures.put("points-one", points(new ScatterPlot.Group("a", values(1), values(1))));
    figures.put(
        "points-not-finite",
        points(
            new ScatterPlot.Group(
                "a", new double[] {1, NAN, 2, INFINITY}, new double[] {NAN, 1, INFINITY, 1})));
    figures.put(
        "points-stretched",
        points(
            new ScatterPlot.Group(
                "a", new double[] {0, 1e6, 2e6}, new double[] {0.5, 0.25, 0.75})));
    figures.put("points-same", points(new ScatterPlot.Group("a", ones(50), ones(50))));
    figures.put(
        "points-unicode",
        points(
            UNICODE.stream()
                .map(name -> new ScatterPlot.Group(name, values(4), values(4)))
                .toArray(ScatterPlot.Group[]::new)));
  }

  private static void addHeatmaps(Map<String, Figure> figures) {
    figures.put("heatmap-none", heatmap(0, 0, Heatmap.Palette.SEQUENTIAL, 1));
    figures.put("heatmap-no-rows", heatmap(0, 6, Heatmap.Palette.SEQUENTIAL, 1));
    figures.put("heatmap-one", heatmap(1, 6, Heatmap.Palette.SEQUENTIAL, 1));
    figures.put("heatmap-one-cell", heatmap(1, 1, Heatmap.Palette.DIVERGING, 1));
    figures.put("heatmap-nan", heatmap(5, 6, Heatmap.Palette.SEQUENTIAL, NAN));
    figures.put("heatmap-infinite", heatmap(5, 6, Heatmap.Palette.DIVERGING, INFINITY));
    figures.put("heatmap-zero", heatmap(5, 6, Heatmap.Palette.DIVERGING, 0));
    figures.put("heatmap-3000", heatmap(3000, 36, Heatmap.Palette.DIVERGING, 1));
    figures.put(
        "heatmap-long-names",
        new Heatmap(
            LONG,
            Axis.of(LONG),
            Axis.of(LONG),
            List.of("short", LONG, LONG_WORD, UNICODE.get(0)),
            List.of(LONG, LONG_WORD, UNICODE.get(0)),
            List.of(LONG, UNICODE.get(1), LONG),
            new double[][] {{1, 2, 3, 4}, {NAN, 2, 1, 0}, {5, 4, 3, 2}},
            Axis.of(LONG),
            Heatmap.Palette.SEQUENTIAL));
  }

  private static void addBars(Map<String, Figure> figures) {
    figures.put("bars-none", bars(List.of()));
    figures.put("bars-no-categories", bars(List.of(), values(0)));
    figures.put("bars-one", bars(List.of("a"), new double[] {2}));
    figures.put("bars-nan", bars(List.of("a", "b"), new double[] {NAN, INFINITY}));
    figures.put("bars-some-nan", bars(List.of("a", "b"), new double[] {NAN, -3}));
    figures.put("bars-zero", bars(List.of("a", "b"), new double[] {0, 0}));
    figures.put("bars-long", bars(List.of(LONG, LONG_WORD, UNICODE.get(0)), values(3), ones(3)));
    figures.put("bars-wrapped", bars(List.of("the first group", "the second one"), values(2)));
    figures.put("bars-unicode", bars(UNICODE, values(6), ones(6)));
    figures.put("bars-100", bars(names("category ", 100), values(100)));
    figures.put(
        "bars-12-series",
        bars(
            names("c", 5),
            IntStream.range(0, 12).mapToObj(i -> values(5)).toArray(double[][]::new)));
  }

  private static void addHistograms(Map<String, Figure> figures) {
    figures.put("histogram-none", histogram());
    figures.put("histogram-empty", histogram(values(0)));
    figures.put("histogram-one", histogram(new double[] {3}));
    figures.put("histogram-constant", histogram(ones(40), ones(30)));
    figures.put("histogram-nan", histogram(new double[] {NAN, INFINITY, -INFINITY}));
    figures.put("histogram-outlier", histogram(values(100), new double[] {1e9}));
    figures.put(
        "histogram-tiny", histogram(new double[] {1e-200, 2e-200, 2e-200, 5e-200}, ones(1)));
    figures.put(
        "histogram-12",
        histogram(IntStream.range(0, 12).mapToObj(i -> values(20 + i)).toArray(double[][]::new)));
  }

  private static void addPanels(Map<String, Figure> figures) {
    figures.put("panels-none", new Panels("nothing", List.of(), 2));
    figures.put("panels-no-columns", new Panels("one", List.of(Samples.probe(6)), 0));
    figures.put(
        "panels-kinds",
        new Panels(
            LONG,
            List.of(
                Samples.probe(36),
                Samples.pca(500, 12),
                Samples.heatmap(60, 12),
                Samples.relations(),
                Samples.histogram(50, 80),
                Samples.differences(),
                oneLayer()),
            3));
    figures.put(
        "panels-nested", new Panels("nested", List.of(Samples.components(), oneLayer()), 1));
    figures.put(
        "panels-edge",
        new Panels(
            "edge",
            List.of(
                figures.get("lines-long-names"),
                figures.get("heatmap-long-names"),
                figures.get("bars-long"),
                figures.get("bars-12-series"),
                figures.get("lines-60"),
                figures.get("points-unicode"),
                figures.get("heatmap-nan"),
                figures.get("histogram-none")),
            4));
    figures.put(
        "panels-30",
        new Panels(
            "layers",
            IntStream.range(0, 30).<Figure>mapToObj(i -> figures.get("points-one")).toList(),
            6));
  }

  private static LineChart lines(Axis x, Axis y, LineChart.Line... lines) {
    return new LineChart("lines", x, y, List.of(lines));
  }

  private static LineChart.Line line(String name, double[] x, double[] y) {
    return new LineChart.Line(name, x, y, Optional.empty(), LineChart.Role.DATA);
  }

  private static LineChart oneLayer() {
    double[] x = {11};
    return new LineChart(
        "One layer",
        Axis.layers(),
        SCORE,
        List.of(
            new LineChart.Line(
                "accuracy",
                x,
                new double[] {0.8},
                Optional.of(new LineChart.Band(new double[] {0.7}, new double[] {0.9})),
                LineChart.Role.DATA),
            new LineChart.Line(
                "majority baseline",
                x,
                new double[] {0.5},
                Optional.empty(),
                LineChart.Role.REFERENCE),
            new LineChart.Line(
                "shuffled labels",
                x,
                new double[] {0.51},
                Optional.empty(),
                LineChart.Role.REFERENCE)));
  }

  private static LineChart gaps() {
    double[] y = {1, 2, NAN, 3, NAN, 2, 3, INFINITY};
    double[] low = {0, 1, NAN, 2, NAN, NAN, 2, 0};
    double[] high = {2, 3, NAN, 4, NAN, 3, 4, 9};
    return lines(
        Axis.layers(),
        Y,
        new LineChart.Line(
            "with gaps",
            values(8),
            y,
            Optional.of(new LineChart.Band(low, high)),
            LineChart.Role.DATA),
        line("whole", values(8), values(8)));
  }

  private static LineChart many(int count, int layers, double apart) {
    List<LineChart.Line> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double level = i * apart;
      double[] y = values(layers);
      Arrays.setAll(y, layer -> level + Math.sin(layer + level));
      lines.add(line("relation " + i, values(layers), y));
    }
    return new LineChart("Many groups", Axis.layers(), Y, lines);
  }

  private static ScatterPlot points(ScatterPlot.Group... groups) {
    return new ScatterPlot("points", X, Y, List.of(groups), ScatterPlot.Scaling.EQUAL);
  }

  private static Heatmap heatmap(int rows, int columns, Heatmap.Palette palette, double value) {
    double[][] values = new double[rows][columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        values[row][column] = value * (row + column - rows / 2.0);
      }
    }
    return new Heatmap(
        "heatmap",
        Axis.layers(),
        Axis.of("prompt"),
        names("", columns),
        names("prompt ", rows),
        names("", rows).stream().map(name -> name.endsWith("3") ? "false" : "true").toList(),
        values,
        Axis.of("value"),
        palette);
  }

  private static BarChart bars(List<String> categories, double[]... values) {
    List<BarChart.Series> series = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      double[] bars = values[i];
      double[] low = bars.clone();
      double[] high = bars.clone();
      Arrays.setAll(low, place -> place % 3 == 0 ? NAN : bars[place] - 0.4);
      Arrays.setAll(high, place -> place % 3 == 0 ? NAN : bars[place] + 0.1);
      series.add(
          new BarChart.Series("series " + i, bars, Optional.of(new LineChart.Band(low, high))));
    }
    return new BarChart("bars", X, Y, categories, series);
  }

  private static Histogram histogram(double[]... values) {
    List<Histogram.Distribution> distributions = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      distributions.add(new Histogram.Distribution("group " + i, values[i]));
    }
    return new Histogram("histogram", X, distributions);
  }

  private static double[] values(int count) {
    return IntStream.range(0, count).asDoubleStream().toArray();
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
