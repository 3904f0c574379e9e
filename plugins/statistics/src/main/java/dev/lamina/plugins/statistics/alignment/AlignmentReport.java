package dev.lamina.plugins.statistics.alignment;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.statistics.alignment.LayerAlignment.PairAlignment;
import dev.lamina.plugins.statistics.figure.Numbers;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.item.Estimate;
import dev.lamina.plugins.statistics.measure.Distance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How alignment is recorded, told and drawn.
 *
 * @param layers all layers of all components
 * @param items how many there are in each group
 */
record AlignmentReport(List<LayerAlignment> layers, Groups groups, int items, Distance distance) {

  private static final List<String> COLUMNS =
      List.of("component", "layer", "first", "second", "measure", "value", "low", "high");

  void record(Findings findings) {
    List<List<Object>> rows = new ArrayList<>();
    for (LayerAlignment layer : layers) {
      for (AlignmentNumber number : AlignmentNumber.values()) {
        record(layer, "", number, layer.mean(number), findings);
        rows.add(cells(layer, "", "", number, layer.mean(number)));
        for (PairAlignment pair : layer.pairs()) {
          if (layer.pairs().size() > 1) {
            record(layer, metricGroup(pair), number, number.of(pair), findings);
            rows.add(
                cells(
                    layer,
                    groups.value(pair.first()),
                    groups.value(pair.second()),
                    number,
                    number.of(pair)));
          }
        }
      }
    }
    findings.table("", new Table(COLUMNS, rows));
    for (Component component : layers.stream().map(LayerAlignment::component).distinct().toList()) {
      LayerAlignment best = best(component);
      findings.metric(
          Metric.ofComponent(
              component, "top1.centred.best", best.mean(AlignmentNumber.TOP1_CENTRED).value()));
      findings.metric(Metric.ofComponent(component, "best_layer", best.layer()));
      findings.metric(Metric.ofComponent(component, "top1.chance", 1.0 / items));
      findings.metric(
          Metric.ofComponent(component, "mrr.chance", Retrieval.reciprocalRankByChance(items)));
    }
  }

  /** Those of a pair have no interval but in the table. */
  private static void record(
      LayerAlignment layer,
      String group,
      AlignmentNumber number,
      Estimate estimate,
      Findings findings) {
    Component component = layer.component();
    findings.metric(
        Metric.ofLayer(component, layer.layer(), number.id(), estimate.value()).in(group));
    if (estimate.hasInterval() && group.isEmpty()) {
      findings.metric(
          Metric.ofLayer(component, layer.layer(), number.id() + ".low", estimate.low()));
      findings.metric(
          Metric.ofLayer(component, layer.layer(), number.id() + ".high", estimate.high()));
    }
  }

  private static List<Object> cells(
      LayerAlignment layer, String first, String second, AlignmentNumber number, Estimate of) {
    return List.of(
        layer.component().id(),
        layer.layer(),
        first,
        second,
        number.id(),
        of.value(),
        of.hasInterval() ? of.low() : "",
        of.hasInterval() ? of.high() : "");
  }

  private String metricGroup(PairAlignment pair) {
    return "%s=%s+%s"
        .formatted(groups.label(), groups.value(pair.first()), groups.value(pair.second()));
  }

  /** The figures of a component. */
  void draw(Component component, Findings findings) {
    AlignmentFigures figures = figures(component);
    findings.figure("retrieval." + component, figures.retrieval());
    findings.figure("similarity." + component, figures.similarity());
    if (groups.count() > 2) {
      findings.figure("pairs." + component, figures.pairs(best(component)));
    }
  }

  private AlignmentFigures figures(Component component) {
    return new AlignmentFigures(
        component,
        layers.stream().filter(layer -> layer.component() == component).toList(),
        groups,
        items);
  }

  /** The layer of a component where most counterparts are found. */
  private LayerAlignment best(Component component) {
    return layers.stream()
        .filter(layer -> layer.component() == component)
        .max(BY_RETRIEVAL)
        .orElseThrow();
  }

  private static final Comparator<LayerAlignment> BY_RETRIEVAL =
      Comparator.comparingDouble(
              (LayerAlignment layer) -> layer.mean(AlignmentNumber.TOP1_CENTRED).value())
          .thenComparingDouble(layer -> layer.mean(AlignmentNumber.MRR_CENTRED).value());

  private LayerAlignment best() {
    return layers.stream().max(BY_RETRIEVAL).orElseThrow();
  }

  /** The figure that the sentence is about. */
  Figure overview() {
    return figures(best().component()).retrieval();
  }

  String sentence() {
    LayerAlignment best = best();
    int pairs = best.pairs().size();
    return "At layer %d of %s, with each group's mean taken out, %s of %d items have their counterpart as the nearest prompt of another %s by %s (as they are %s; chance %s%%%s); CKA %s, RSA %s, Procrustes disparity %s, of items matched at random %s."
        .formatted(
            best.layer(),
            best.component(),
            percent(best.mean(AlignmentNumber.TOP1_CENTRED)),
            items,
            Quoted.bare(groups.label()),
            distance.title(),
            percent(best.mean(AlignmentNumber.TOP1)),
            Numbers.plain(100.0 / items),
            pairs > 1 ? "; mean over %d pairs of groups".formatted(pairs) : "",
            interval(best.mean(AlignmentNumber.CKA)),
            interval(best.mean(AlignmentNumber.RSA)),
            Numbers.plain(best.mean(AlignmentNumber.PROCRUSTES).value()),
            Numbers.plain(best.mean(AlignmentNumber.PROCRUSTES_SHUFFLED).value()));
  }

  private static String percent(Estimate of) {
    return "%s%% [%s, %s]"
        .formatted(
            Numbers.plain(100 * of.value()),
            Numbers.plain(100 * of.low()),
            Numbers.plain(100 * of.high()));
  }

  private static String interval(Estimate of) {
    return "%s [%s, %s]"
        .formatted(Numbers.plain(of.value()), Numbers.plain(of.low()), Numbers.plain(of.high()));
  }
}
