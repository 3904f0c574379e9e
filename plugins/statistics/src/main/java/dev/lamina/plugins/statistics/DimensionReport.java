package dev.lamina.plugins.statistics;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.figure.DepthChart;
import dev.lamina.plugins.statistics.figure.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How dimensions are told and drawn.
 *
 * @param layers all layers of all components
 * @param count of rows, in words
 */
record DimensionReport(List<LayerDimension> layers, String count) {

  private static final int IMPORTANCE = 32;
  private static final int MOST_SPECTRA = 5;
  private static final int MOST_LISTED = 100;

  void write(Findings findings) {
    List<String> columns = new ArrayList<>(List.of("component", "layer"));
    DimensionNumber.ALL.forEach(number -> columns.add(number.id()));
    List<List<Object>> rows = new ArrayList<>();
    List<List<Object>> spectra = new ArrayList<>();
    for (LayerDimension of : layers) {
      List<Object> row = new ArrayList<>(List.of(of.component().id(), of.layer()));
      for (DimensionNumber number : DimensionNumber.ALL) {
        findings.metric(Metric.ofLayer(of.component(), of.layer(), number.id(), number.of(of)));
        row.add(number.of(of));
      }
      rows.add(row);
      list(of, spectra);
    }
    findings.table("", new Table(columns, rows));
    findings.table(
        "spectrum",
        new Table(
            List.of("component", "layer", "principal_component", "explained", "cumulative"),
            spectra));
    for (Component component : layers.stream().map(LayerDimension::component).distinct().toList()) {
      List<LayerDimension> of = of(component);
      highest(component, of, findings);
      findings.figure(component.id(), figure(component, of));
      findings.figure("spectrum." + component, spectra(component, of));
    }
    findings.headline(IMPORTANCE, sentence(), figure(told(), of(told())));
  }

  private static void list(LayerDimension of, List<List<Object>> rows) {
    double[] shares = of.spectrum().shares();
    double[] cumulative = of.spectrum().cumulative();
    for (int i = 0; i < Math.min(MOST_LISTED, shares.length); i++) {
      rows.add(List.of(of.component().id(), of.layer(), i + 1, shares[i], cumulative[i]));
    }
  }

  private List<LayerDimension> of(Component component) {
    return layers.stream().filter(layer -> layer.component() == component).toList();
  }

  /** The component that the sentence is about. */
  private Component told() {
    return layers.get(0).component();
  }

  private static void highest(Component component, List<LayerDimension> of, Findings findings) {
    for (DimensionNumber number : DimensionNumber.ALL) {
      if (number.highest()) {
        LayerDimension most = highest(number, of);
        findings.metric(Metric.ofComponent(component, number.id() + ".highest", number.of(most)));
        findings.metric(
            Metric.ofComponent(component, number.id() + ".highest_layer", most.layer()));
      }
    }
  }

  /** The first of the highest; what is not a number is the lowest. */
  private static LayerDimension highest(DimensionNumber number, List<LayerDimension> of) {
    return of.stream()
        .max(
            Comparator.<LayerDimension>comparingDouble(
                    layer -> Double.isNaN(number.of(layer)) ? -1 : number.of(layer))
                .thenComparing(layer -> -layer.layer()))
        .orElseThrow();
  }

  private static Figure figure(Component component, List<LayerDimension> of) {
    DepthChart chart =
        new DepthChart("Dimensions of representations, " + component, Axis.of("dimensions"));
    List<Integer> depths = of.stream().map(LayerDimension::layer).toList();
    for (DimensionNumber number : DimensionNumber.ALL) {
      if (!number.name().isEmpty()) {
        chart.line(number.name(), depths, of.stream().mapToDouble(number::of).toArray());
      }
    }
    return chart.figure();
  }

  /** The share of the variance over the number of components, of some layers. */
  private static Figure spectra(Component component, List<LayerDimension> of) {
    int drawn =
        (int)
            of.stream()
                .mapToDouble(layer -> layer.spectrum().dimensions(0.99))
                .filter(dimensions -> !Double.isNaN(dimensions))
                .max()
                .orElse(1);
    List<LineChart.Line> lines = new ArrayList<>();
    for (int place : chosen(of.size())) {
      double[] cumulative = of.get(place).spectrum().cumulative();
      int shown = Math.min(drawn, cumulative.length);
      lines.add(
          new LineChart.Line(
              "layer " + of.get(place).layer(),
              IntStream.rangeClosed(1, shown).asDoubleStream().toArray(),
              Arrays.copyOf(cumulative, shown),
              Optional.empty(),
              LineChart.Role.DATA));
    }
    return new LineChart(
        "Variance of the first principal components, " + component,
        new Axis("principal components", Axis.Scale.INTEGER),
        new Axis("share of the variance", Axis.Scale.UNIT_INTERVAL),
        lines);
  }

  /** The first, the last, and others at equal distances. */
  private static TreeSet<Integer> chosen(int count) {
    TreeSet<Integer> chosen = new TreeSet<>();
    for (int i = 0; i < MOST_SPECTRA; i++) {
      chosen.add(Math.round(i * (count - 1f) / (MOST_SPECTRA - 1)));
    }
    return chosen;
  }

  private String sentence() {
    List<LayerDimension> of = of(told());
    LayerDimension widest = highest(DimensionNumber.PARTICIPATION_RATIO, of);
    LayerDimension curved = highest(DimensionNumber.TWO_NN, of);
    String most = of.size() > 1 ? "spread over most dimensions at layer" : "at layer";
    return "Representations in %s %s %d: participation ratio %s, %s components for 90%% of the variance; the intrinsic dimension by TwoNN is %s%s (%s)."
        .formatted(
            told(),
            most,
            widest.layer(),
            Numbers.plain(widest.spectrum().participationRatio()),
            components(widest.spectrum().dimensions(0.9)),
            of.size() > 1 ? "highest at layer %d, ".formatted(curved.layer()) : "",
            Numbers.plain(curved.twoNearest()),
            count);
  }

  private static String components(double count) {
    return Double.isNaN(count) ? "no" : String.valueOf((int) count);
  }
}
