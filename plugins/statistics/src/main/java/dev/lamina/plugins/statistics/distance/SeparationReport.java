package dev.lamina.plugins.statistics.distance;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Axis.Scale;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.statistics.figure.DepthChart;
import dev.lamina.plugins.statistics.figure.Numbers;
import dev.lamina.plugins.statistics.item.Estimate;
import dev.lamina.plugins.statistics.measure.Distance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How distances within and between items are recorded, told and drawn.
 *
 * @param layers all layers of all components
 * @param item what items are, in words
 * @param group the label in whose classes the pairs differ
 * @param sharing the label that pairs of different items share
 */
record SeparationReport(
    List<LayerSeparation> layers, String item, Optional<String> group, Optional<String> sharing) {

  private static final List<String> COLUMNS =
      List.of("component", "layer", "distance", "measure", "value", "low", "high");

  void record(Findings findings) {
    List<List<Object>> rows = new ArrayList<>();
    for (LayerSeparation layer : layers) {
      for (Distance kind : PairDistances.KINDS) {
        List<Estimate> estimates = layer.of(kind).estimates();
        for (int i = 0; i < estimates.size(); i++) {
          record(layer, kind, Separation.NAMES.get(i), estimates.get(i), rows, findings);
        }
        layer
            .sameGroup()
            .map(means -> means.getOrDefault(kind, Double.NaN))
            .ifPresent(
                mean -> record(layer, kind, "same_group", Estimate.of(mean), rows, findings));
      }
    }
    findings.table("", new Table(COLUMNS, rows));
  }

  private static void record(
      LayerSeparation layer,
      Distance kind,
      String name,
      Estimate estimate,
      List<List<Object>> rows,
      Findings findings) {
    String metric = kind.id() + "." + name;
    Component component = layer.component();
    findings.metric(Metric.ofLayer(component, layer.layer(), metric, estimate.value()));
    Object low = "";
    Object high = "";
    if (estimate.hasInterval()) {
      low = estimate.low();
      high = estimate.high();
      findings.metric(Metric.ofLayer(component, layer.layer(), metric + ".low", estimate.low()));
      findings.metric(Metric.ofLayer(component, layer.layer(), metric + ".high", estimate.high()));
    }
    rows.add(List.of(component.id(), layer.layer(), kind.id(), name, estimate.value(), low, high));
  }

  /** The figures of a component. */
  void draw(Component component, Findings findings) {
    for (Distance kind : PairDistances.KINDS) {
      findings.figure(kind.id() + "." + component, distances(component, kind));
    }
    findings.figure("auc." + component, auc(component));
  }

  private Figure distances(Component component, Distance kind) {
    List<LayerSeparation> shown = of(component);
    DepthChart chart =
        new DepthChart(
            "Distance within and between items%s, %s"
                .formatted(
                    sharing.map(label -> " of one " + Quoted.bare(label)).orElse(""), component),
            Axis.of("mean " + kind.title()));
    add(
        chart,
        "different " + shortItem() + sharingNote(),
        shown,
        layer -> layer.of(kind).between());
    add(chart, "same " + shortItem(), shown, layer -> layer.of(kind).within());
    if (group.isPresent()) {
      chart.reference(
          "different"
              + sharingNote()
              + (sharing.isPresent() ? " and " : ", same ")
              + Quoted.bare(group.get()),
          depths(shown),
          shown.stream()
              .mapToDouble(
                  layer ->
                      layer
                          .sameGroup()
                          .map(of -> of.getOrDefault(kind, Double.NaN))
                          .orElse(Double.NaN))
              .toArray());
    }
    return chart.figure();
  }

  private Figure auc(Component component) {
    List<LayerSeparation> shown = of(component);
    DepthChart chart =
        new DepthChart(
            sharing
                    .map(label -> "One item nearer than others of its " + Quoted.bare(label))
                    .orElse("Prompts of one item lie nearer")
                + ", "
                + component,
            new Axis("AUC, same against different item", Scale.UNIT_INTERVAL));
    for (Distance kind : PairDistances.KINDS) {
      add(chart, kind.title(), shown, layer -> layer.of(kind).auc());
    }
    double[] chance = new double[shown.size()];
    Arrays.fill(chance, 0.5);
    return chart.chance("chance", depths(shown), chance).figure();
  }

  private static void add(
      DepthChart chart,
      String name,
      List<LayerSeparation> layers,
      Function<LayerSeparation, Estimate> number) {
    chart.estimates(name, depths(layers), layers.stream().map(number).toList());
  }

  private List<LayerSeparation> of(Component component) {
    return layers.stream().filter(layer -> layer.component() == component).toList();
  }

  private static List<Integer> depths(List<LayerSeparation> layers) {
    return layers.stream().map(LayerSeparation::layer).toList();
  }

  private String shortItem() {
    return item.contains(" ") ? "item" : Quoted.bare(item);
  }

  private String sharingNote() {
    return sharing.map(label -> ", same " + Quoted.bare(label)).orElse("");
  }

  private LayerSeparation best() {
    return layers.stream()
        .max(Comparator.comparingDouble(layer -> defined(layer.of(Distance.COSINE).auc().value())))
        .orElseThrow();
  }

  private static double defined(double value) {
    return Double.isNaN(value) ? -1 : value;
  }

  /** The figure that the sentence is about. */
  Figure overview() {
    return auc(best().component());
  }

  String sentence() {
    LayerSeparation best = best();
    Separation of = best.of(Distance.COSINE);
    String same =
        best.sameGroup()
            .map(means -> means.getOrDefault(Distance.COSINE, Double.NaN))
            .map(
                mean ->
                    "; different ones of the same %s %s"
                        .formatted(Quoted.bare(group.orElse("")), Numbers.plain(mean)))
            .orElse("");
    boolean told = of.auc().low() > 0.5;
    return "Prompts of the same %s %s%s%s layer %d of %s: a pair of one item is nearer than a pair of two with probability %s [%s, %s] (cosine; 0.5 is chance), mean distance %s within and %s between items%s."
        .formatted(
            Quoted.bare(item),
            told
                ? "lie nearer to each other than to others"
                : "do not lie nearer to each other than to others",
            sharing.map(label -> " of the same " + Quoted.bare(label)).orElse(""),
            told ? " most clearly at" : ", even at",
            best.layer(),
            best.component(),
            Numbers.plain(of.auc().value()),
            Numbers.plain(of.auc().low()),
            Numbers.plain(of.auc().high()),
            Numbers.plain(of.within().value()),
            Numbers.plain(of.between().value()),
            same);
  }
}
