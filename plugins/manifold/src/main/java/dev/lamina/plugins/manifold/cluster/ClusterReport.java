package dev.lamina.plugins.manifold.cluster;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.api.figure.LineChart.Role;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.manifold.report.ColouredRows;
import dev.lamina.plugins.manifold.report.ProjectionHeadline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is found about clusters: numbers, curves over the layers, a sentence.
 *
 * @param layers all layers of all components
 * @param permutations of the labels
 */
public record ClusterReport(List<LayerClusters> layers, ColouredRows rows, int permutations) {

  private static final int IMPORTANCE = 55;

  /** Writes. */
  public void write(Findings findings) {
    List<String> columns = new ArrayList<>(List.of("component", "layer"));
    ClusterMeasure.ALL.forEach(measure -> columns.add(measure.id()));
    columns.addAll(List.of("silhouette.permuted", "silhouette.p_value"));
    List<List<Object>> cells = new ArrayList<>();
    for (LayerClusters of : layers) {
      List<Object> row = new ArrayList<>(List.of(of.component().id(), of.layer()));
      for (ClusterMeasure measure : ClusterMeasure.ALL) {
        metric(of, measure.id(), measure.of(of), findings);
        row.add(measure.of(of));
      }
      metric(of, "silhouette.permuted", of.permuted(), findings);
      metric(of, "silhouette.p_value", of.pValue(), findings);
      row.addAll(List.of(of.permuted(), of.pValue()));
      cells.add(row);
    }
    components().forEach(component -> best(component, findings));
    findings.table("", new Table(columns, cells));
    for (ClusterMeasure measure : ClusterMeasure.ALL) {
      findings.figure(measure.id(), figure(measure));
    }
    findings.headline(IMPORTANCE, sentence(), figure(ClusterMeasure.SILHOUETTE));
  }

  private static void metric(LayerClusters of, String name, double value, Findings findings) {
    findings.metric(Metric.ofLayer(of.component(), of.layer(), name, value));
  }

  private void best(Component component, Findings findings) {
    for (ClusterMeasure measure : ClusterMeasure.ALL) {
      if (measure.best()) {
        LayerClusters best = best(measure, of(component));
        findings.metric(Metric.ofComponent(component, measure.id() + ".best", measure.of(best)));
        findings.metric(Metric.ofComponent(component, measure.id() + ".best_layer", best.layer()));
      }
    }
  }

  /** The first of the highest; what is not a number is the lowest. */
  private static LayerClusters best(ClusterMeasure measure, List<LayerClusters> of) {
    return of.stream()
        .max(
            Comparator.<LayerClusters>comparingDouble(
                    layer ->
                        Double.isNaN(measure.of(layer))
                            ? Double.NEGATIVE_INFINITY
                            : measure.of(layer))
                .thenComparing(layer -> -of.indexOf(layer)))
        .orElseThrow();
  }

  private List<Component> components() {
    return layers.stream().map(LayerClusters::component).distinct().toList();
  }

  private List<LayerClusters> of(Component component) {
    return layers.stream().filter(layer -> layer.component() == component).toList();
  }

  private Figure figure(ClusterMeasure measure) {
    String title = "Full space: %s of %s by layer".formatted(measure.name(), rows.classNames());
    List<Component> components = components();
    if (components.stream().allMatch(component -> of(component).size() == 1)) {
      double[] values =
          components.stream().mapToDouble(component -> measure.of(of(component).get(0))).toArray();
      return new BarChart(
          title,
          Axis.of("component, layer " + layers.get(layers.size() - 1).layer()),
          Axis.of(measure.axis()),
          components.stream().map(Component::id).toList(),
          List.of(new BarChart.Series("", values, Optional.empty())));
    }
    List<Line> lines = new ArrayList<>();
    for (Component component : components) {
      if (of(component).size() > 1) {
        lines.add(line(component.id(), of(component), measure, Role.DATA));
      }
    }
    if (measure.equals(ClusterMeasure.SILHOUETTE)) {
      ClusterMeasure permuted =
          new ClusterMeasure("permuted", "", "", false, LayerClusters::permuted);
      Component drawn =
          components.stream()
              .filter(component -> of(component).size() > 1)
              .findFirst()
              .orElseThrow();
      String name = lines.size() == 1 ? "permuted labels" : "permuted labels, " + drawn;
      lines.add(line(name, of(drawn), permuted, Role.CONTROL));
    }
    chance(measure).ifPresent(value -> lines.add(level(value, lines)));
    return new LineChart(title, Axis.layers(), Axis.of(measure.axis()), lines);
  }

  /** What is to be expected of labels at random, where that is a known number. */
  private Optional<Double> chance(ClusterMeasure measure) {
    return switch (measure.id()) {
      case "ari" -> Optional.of(0.0);
      case "fisher_ratio" -> Optional.of(fisherByChance());
      default -> Optional.empty();
    };
  }

  private double fisherByChance() {
    int classes = rows.label().classes().size();
    return (classes - 1.0) / (rows.rows().length - classes);
  }

  private static Line level(double value, List<Line> others) {
    double[] x = others.get(0).x();
    double[] ends = {x[0], x[x.length - 1]};
    return new Line("by chance", ends, new double[] {value, value}, Optional.empty(), Role.CHANCE);
  }

  private static Line line(String name, List<LayerClusters> of, ClusterMeasure measure, Role role) {
    double[] x = of.stream().mapToDouble(LayerClusters::layer).toArray();
    double[] y = of.stream().mapToDouble(measure::of).toArray();
    return new Line(name, x, y, Optional.empty(), role);
  }

  private String sentence() {
    LayerClusters most = best(ClusterMeasure.SILHOUETTE, layers);
    String fisher =
        Double.isNaN(most.centroids().fisherRatio())
            ? "undefined"
            : number(most.centroids().fisherRatio());
    String chosen =
        layers.size() > 1 ? ", the highest silhouette of %d".formatted(layers.size()) : "";
    return "At layer %d of %s, %s form %s clusters in the full space: silhouette %s (permuted labels %s, p = %s of %d permutations%s), Fisher ratio %s (%s by chance); k-means, which does not see the label, agrees with it by ARI %s (0 by chance, 1 the same; %s%s)."
        .formatted(
            most.layer(),
            most.component(),
            rows.classNames(),
            ProjectionHeadline.structure(most.silhouette()),
            number(most.silhouette()),
            number(most.permuted()),
            String.format(Locale.ROOT, "%.2g", most.pValue()),
            permutations,
            layers.size() > 1 ? ", not corrected for the choice" : "",
            fisher,
            number(fisherByChance()),
            number(most.found().ari()),
            rows.count() + rows.fewNote(),
            chosen);
  }

  /** Three decimals; no "-0.000". */
  private static String number(double value) {
    double rounded = Math.round(1000 * value) / 1000.0;
    return String.format(Locale.ROOT, "%.3f", rounded == 0 ? 0 : rounded);
  }
}
