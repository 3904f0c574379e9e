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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Figures as the analyses make them, from invented numbers. */
final class Samples {

  private static final Axis ACCURACY =
      new Axis("accuracy (5 folds, 95% interval)", Axis.Scale.UNIT_INTERVAL);
  private static final List<String> BOOLEAN = List.of("is_true=true", "is_true=false");

  private Samples() {}

  /** By file name. */
  static Map<String, Figure> all() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("probe-6", probe(6));
    figures.put("probe-36", probe(36));
    figures.put("norms-12", norms(12, "resid_post"));
    figures.put("pca-500", pca(500, 2));
    figures.put("pca-relations", pca(600, 12));
    figures.put("tsne-2000", tsne());
    figures.put("heatmap-20", heatmap(20, 6));
    figures.put("heatmap-60", heatmap(60, 12));
    figures.put("heatmap-1000", heatmap(1000, 36));
    figures.put("heatmap-difference", differences());
    figures.put("histogram", histogram(300, 300));
    figures.put("histogram-density", histogram(500, 180));
    figures.put("components", components());
    figures.put("effect-sizes", effectSizes());
    figures.put("bars-relations", relations());
    figures.put("bars-layers", layerBars(36));
    figures.put("bars-layers-marked", markedLayers(36));
    figures.put("centroids", centroids());
    figures.put("centroids-numbered", centroids().numbered(2));
    figures.put("heatmap-numbered", differences().numbered(2));
    figures.put("pca-rest", withRest(pca(600, 12)));
    figures.put("probe-components", probeComponents(12));
    figures.put("bands-6", bands(6));
    figures.put("statistics", statistics());
    figures.put("overview", overview());
    return figures;
  }

  static LineChart probe(int layers) {
    Random random = new Random(layers);
    double[] x = IntStream.range(0, layers).asDoubleStream().toArray();
    double[] accuracy = new double[layers];
    double[] control = new double[layers];
    double[] width = new double[layers];
    for (int i = 0; i < layers; i++) {
      accuracy[i] =
          0.52 + 0.36 / (1 + Math.exp(-8.0 * i / layers + 3)) + 0.01 * random.nextGaussian();
      control[i] = 0.5 + 0.015 * random.nextGaussian();
      width[i] = 0.02 + 0.02 * random.nextDouble();
    }
    double[] baseline = new double[layers];
    Arrays.fill(baseline, 0.5);
    return new LineChart(
        "Linear probe for is_true on resid_post",
        Axis.layers(),
        ACCURACY,
        List.of(
            line("accuracy", x, accuracy, width),
            reference("majority baseline", x, baseline, LineChart.Role.CHANCE),
            reference("shuffled labels", x, control, LineChart.Role.CONTROL)));
  }

  static LineChart norms(int layers, String component) {
    Random random = new Random(component.hashCode());
    double[] x = IntStream.range(0, layers).asDoubleStream().toArray();
    double level = 2 + 8 * random.nextDouble();
    List<LineChart.Line> lines = new ArrayList<>();
    for (String group : BOOLEAN) {
      double[] y = new double[layers];
      double[] width = new double[layers];
      for (int i = 0; i < layers; i++) {
        y[i] =
            level + 0.8 * i + (group.endsWith("true") ? 0.12 * i : 0) + 0.1 * random.nextGaussian();
        width[i] = 0.5 + 0.05 * i;
      }
      lines.add(line(group, x, y, width));
    }
    return new LineChart(
        "Mean L2 norm of " + component + " (band: 1 standard deviation)",
        Axis.layers(),
        Axis.of("mean L2 norm"),
        lines);
  }

  static ScatterPlot pca(int points, int groups) {
    Random random = new Random(3);
    List<ScatterPlot.Group> all = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      int size = points / groups;
      double[] x = new double[size];
      double[] y = new double[size];
      double cx = 4 * Math.cos(2 * Math.PI * g / groups);
      double cy = 2.5 * Math.sin(2 * Math.PI * g / groups);
      for (int i = 0; i < size; i++) {
        x[i] = cx + 2.2 * random.nextGaussian() / Math.sqrt(groups / 2.0);
        y[i] = cy + 1.4 * random.nextGaussian() / Math.sqrt(groups / 2.0);
      }
      all.add(new ScatterPlot.Group(groups == 2 ? BOOLEAN.get(g) : RELATIONS.get(g), x, y));
    }
    return new ScatterPlot(
        "PCA of resid_post, layer 5",
        Axis.of("PC 1 (34.2% of variance)"),
        Axis.of("PC 2 (11.8% of variance)"),
        all,
        ScatterPlot.Scaling.EQUAL);
  }

  static ScatterPlot tsne() {
    ScatterPlot pca = pca(2000, 2);
    return new ScatterPlot(
        "t-SNE of resid_post, layer 5 (perplexity 30)",
        Axis.of("t-SNE 1"),
        Axis.of("t-SNE 2"),
        pca.groups(),
        ScatterPlot.Scaling.FREE);
  }

  static Heatmap heatmap(int prompts, int layers) {
    Random random = new Random(prompts);
    double[][] values = new double[prompts][layers];
    List<String> rows = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    for (int row = 0; row < prompts; row++) {
      double own = random.nextGaussian();
      for (int layer = 0; layer < layers; layer++) {
        values[row][layer] = 4 + 0.9 * layer + own + 0.4 * random.nextGaussian();
      }
      rows.add(
          "The city of %s is located in %s."
              .formatted(
                  CITIES.get(row % CITIES.size()), CITIES.get((row * 7 + 3) % CITIES.size())));
      groups.add(row < prompts / 2 ? "is_true=false" : "is_true=true");
    }
    return new Heatmap(
        "L2 norm of resid_post for each prompt",
        Axis.layers(),
        Axis.of("prompt"),
        names(layers),
        rows,
        groups,
        values,
        Axis.of("L2 norm"),
        Heatmap.Palette.SEQUENTIAL);
  }

  static Heatmap differences() {
    Random random = new Random(8);
    double[][] values = new double[RELATIONS.size()][12];
    for (double[] row : values) {
      double own = random.nextGaussian();
      for (int layer = 0; layer < 12; layer++) {
        values[RELATIONS.indexOf("written_by") % 3][layer] = Double.NaN;
        row[layer] = 0.1 * layer * own + 0.2 * random.nextGaussian();
      }
    }
    return new Heatmap(
        "Difference of mean L2 norm, true minus false",
        Axis.layers(),
        Axis.of("relation"),
        names(12),
        RELATIONS,
        List.of(),
        values,
        Axis.of("difference of mean L2 norm"),
        Heatmap.Palette.DIVERGING);
  }

  static Histogram histogram(int trues, int falses) {
    Random random = new Random(5);
    return new Histogram(
        "L2 norm of resid_post at the middle layer (3)",
        Axis.of("L2 norm"),
        List.of(
            new Histogram.Distribution(
                BOOLEAN.get(0),
                random.doubles(trues).map(u -> 9 + random.nextGaussian()).toArray()),
            new Histogram.Distribution(
                BOOLEAN.get(1),
                random.doubles(falses).map(u -> 8.2 + 0.8 * random.nextGaussian()).toArray())));
  }

  static Panels components() {
    return new Panels(
        "Components of the residual stream",
        List.of(norms(12, "attn_out"), norms(12, "mlp_out"), norms(12, "resid_post")),
        3);
  }

  static BarChart effectSizes() {
    return new BarChart(
        "Layers with the largest difference of mean L2 norm",
        Axis.of("layer"),
        Axis.of("effect size (Cohen's d)"),
        List.of("layer 5", "layer 4", "layer 3", "layer 0", "layer 1"),
        List.of(
            new BarChart.Series(
                "effect size",
                new double[] {0.61, 0.44, 0.21, -0.12, 0.05},
                Optional.of(
                    new LineChart.Band(
                        new double[] {0.49, 0.33, 0.09, -0.22, -0.06},
                        new double[] {0.73, 0.55, 0.33, -0.02, 0.16})))));
  }

  static BarChart relations() {
    Random random = new Random(2);
    List<BarChart.Series> series = new ArrayList<>();
    for (String group : BOOLEAN) {
      double[] norms = random.doubles(RELATIONS.size(), 6, 9).toArray();
      double[] low = random.doubles(RELATIONS.size(), 0.2, 0.6).toArray();
      double[] high = low.clone();
      Arrays.setAll(high, i -> norms[i] + low[i] / 2);
      Arrays.setAll(low, i -> norms[i] - low[i]);
      series.add(new BarChart.Series(group, norms, Optional.of(new LineChart.Band(low, high))));
    }
    return new BarChart(
        "Mean L2 norm of resid_post by relation, layer 5",
        Axis.of("relation"),
        Axis.of("mean L2 norm"),
        RELATIONS,
        series);
  }

  static BarChart layerBars(int layers) {
    Random random = new Random(2);
    return new BarChart(
        "Cohen's d of the L2 norm, true against false",
        Axis.layers(),
        Axis.of("effect size (Cohen's d)"),
        names(layers),
        List.of(
            new BarChart.Series(
                "d", random.doubles(layers, -0.2, 0.9).toArray(), Optional.empty())));
  }

  /** As layer-differences marks its largest layers. */
  static BarChart markedLayers(int layers) {
    BarChart plain = layerBars(layers);
    List<String> marked =
        plain.categories().stream().map(name -> name.endsWith("5") ? name + "*" : name).toList();
    return new BarChart(plain.title(), plain.x(), plain.y(), marked, plain.series());
  }

  static Heatmap centroids() {
    Random random = new Random(4);
    int size = RELATIONS.size();
    double[][] values = new double[size][size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < row; column++) {
        values[row][column] = 2 + random.nextDouble();
        values[column][row] = values[row][column];
      }
    }
    return new Heatmap(
        "Centroid distance at layer 5, resid_post",
        Axis.of("relation"),
        Axis.of("relation"),
        RELATIONS,
        RELATIONS,
        List.of(),
        values,
        Axis.of("Euclidean distance"),
        Heatmap.Palette.SEQUENTIAL);
  }

  static LineChart probeComponents(int layers) {
    LineChart one = probe(layers);
    List<LineChart.Line> lines = new ArrayList<>();
    for (String component : List.of("resid_post", "attn_out", "mlp_out")) {
      double[] y = one.lines().get(0).y().clone();
      Arrays.setAll(y, i -> y[i] - 0.03 * lines.size());
      lines.add(
          new LineChart.Line(
              component, one.lines().get(0).x(), y, Optional.empty(), LineChart.Role.DATA));
    }
    double[] half = {0.5, 0.5};
    lines.add(reference("majority", new double[] {0, layers - 1}, half, LineChart.Role.CHANCE));
    return new LineChart("Probe accuracy for is_true", one.x(), one.y(), lines);
  }

  /** The last group is what is left. */
  private static ScatterPlot withRest(ScatterPlot plot) {
    List<ScatterPlot.Group> groups = new ArrayList<>(plot.groups());
    ScatterPlot.Group last = groups.remove(groups.size() - 1);
    groups.add(new ScatterPlot.Group("6 other classes", last.x(), last.y(), ScatterPlot.Role.REST));
    return new ScatterPlot(plot.title(), plot.x(), plot.y(), groups, plot.scaling());
  }

  /** Lines whose bands, 0.03 to either side, lie over each other. */
  static LineChart bands(int count) {
    double[] x = IntStream.range(0, 12).asDoubleStream().toArray();
    double[] width = new double[12];
    Arrays.fill(width, 0.03);
    List<LineChart.Line> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double shift = 0.02 * i;
      double[] y = Arrays.stream(x).map(layer -> 0.5 + 0.02 * layer + shift).toArray();
      lines.add(line("set " + i, x, y, width));
    }
    return new LineChart("Probes of one set on another", Axis.layers(), ACCURACY, lines);
  }

  static Panels statistics() {
    List<Figure> panels = new ArrayList<>();
    for (String statistic : List.of("mean", "std", "min", "max", "l2_norm", "sparsity")) {
      LineChart norms = norms(6, statistic);
      panels.add(new LineChart(statistic, norms.x(), Axis.of(statistic), norms.lines()));
    }
    return new Panels("Statistics of resid_post by is_true", panels, 3);
  }

  static Panels overview() {
    return new Panels(
        "true-vs-false: do true facts activate differently than false ones?",
        List.of(probe(6), norms(6, "resid_post"), pca(500, 2), heatmap(20, 6)),
        2);
  }

  private static LineChart.Line line(String name, double[] x, double[] y, double[] width) {
    double[] low = new double[y.length];
    double[] high = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      low[i] = y[i] - width[i];
      high[i] = y[i] + width[i];
    }
    return new LineChart.Line(
        name, x, y, Optional.of(new LineChart.Band(low, high)), LineChart.Role.DATA);
  }

  private static LineChart.Line reference(
      String name, double[] x, double[] y, LineChart.Role role) {
    return new LineChart.Line(name, x, y, Optional.empty(), role);
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).toList();
  }

  static final List<String> RELATIONS =
      List.of(
          "located_in",
          "capital_of",
          "born_in",
          "invented_by",
          "written_by",
          "language_of",
          "currency_of",
          "chemical_symbol",
          "continent_of",
          "discovered_by",
          "painted_by",
          "composed_by");

  private static final List<String> CITIES = cities();

  private static List<String> cities() {
    List<String> cities =
        new ArrayList<>(
            List.of(
                "Paris",
                "Ouagadougou",
                "Santa Cruz de la Sierra",
                "Tokyo",
                "Krasnodar",
                "São Paulo",
                "Zürich",
                "Antananarivo"));
    Collections.shuffle(cities, new Random(1));
    return cities;
  }
}
