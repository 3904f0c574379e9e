package dev.lamina.plugins.statistics;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Heatmap.Palette;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.statistics.GroupDistances.Pair;
import dev.lamina.plugins.statistics.figure.DepthChart;
import dev.lamina.plugins.statistics.figure.Numbers;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.measure.Moments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The groups of one component over its layers, and how that is told and drawn.
 *
 * @param layers ascending
 * @param byLayer one a layer
 */
record ComponentGroups(
    Component component, List<Integer> layers, List<GroupDistances> byLayer, Groups groups) {

  static final List<String> NORM_COLUMNS =
      List.of("component", "layer", "group", "prompts", "l2_norm", "l2_norm.std");
  static final List<String> PAIR_COLUMNS =
      List.of(
          "component",
          "layer",
          "first",
          "second",
          "centroid_distance",
          "cosine_distance",
          "centroid_distance.chance");

  void record(Findings findings) {
    for (int i = 0; i < layers.size(); i++) {
      int layer = layers.get(i);
      GroupDistances of = byLayer.get(i);
      for (int group = 0; group < groups.count(); group++) {
        Moments norms = of.norms().get(group);
        String name = groups.metricGroup(group);
        findings.metric(Metric.ofLayer(component, layer, "l2_norm", norms.mean()).in(name));
        findings.metric(Metric.ofLayer(component, layer, "l2_norm.std", norms.std()).in(name));
      }
      findings.metric(
          Metric.ofLayer(component, layer, "centroid_distance", of.mean(Pair::euclidean)));
      findings.metric(Metric.ofLayer(component, layer, "cosine_distance", of.mean(Pair::cosine)));
      findings.metric(
          Metric.ofLayer(component, layer, "centroid_distance.chance", of.mean(Pair::chance)));
    }
  }

  /** One row a layer and group, under {@link #NORM_COLUMNS}. */
  List<List<Object>> normRows() {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      for (int group = 0; group < groups.count(); group++) {
        Moments norms = byLayer.get(i).norms().get(group);
        rows.add(
            List.of(
                component.id(),
                layers.get(i),
                groups.metricGroup(group),
                norms.count(),
                norms.mean(),
                norms.std()));
      }
    }
    return rows;
  }

  /** One row a layer and pair of groups, under {@link #PAIR_COLUMNS}. */
  List<List<Object>> pairRows() {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      for (Pair pair : byLayer.get(i).pairs()) {
        rows.add(
            List.of(
                component.id(),
                layers.get(i),
                groups.metricGroup(pair.first()),
                groups.metricGroup(pair.second()),
                pair.euclidean(),
                pair.cosine(),
                pair.chance()));
      }
    }
    return rows;
  }

  void draw(Findings findings) {
    findings.figure(component.id() + ".norms", norms());
    findings.figure(component.id() + ".distances", distances());
    if (groups.count() > 2) {
      findings.figure(component.id() + ".centroids", centroids());
    }
  }

  /** The one figure that tells most: every pair, or the course over the layers of a single pair. */
  Figure overview() {
    return groups.count() > 2 ? centroids() : distances();
  }

  private Figure norms() {
    DepthChart chart =
        new DepthChart(
            "L2 norm by layer, " + component + groups.drawnNote(), Axis.of("mean L2 norm"));
    for (int group : groups.drawn()) {
      double[] means = byLayer.stream().mapToDouble(of -> of.norms().get(group).mean()).toArray();
      chart.line(groups.name(group), layers, means);
    }
    return chart.figure();
  }

  private Figure distances() {
    String measured = groups.count() > 2 ? "mean over pairs" : "measured";
    return new DepthChart(
            "Centroid distance by layer, " + component, Axis.of("Euclidean distance of centroids"))
        .line(measured, layers, course(Pair::euclidean))
        .chance("expected by chance", layers, course(Pair::chance))
        .figure();
  }

  private double[] course(ToDoubleFunction<Pair> quantity) {
    return byLayer.stream().mapToDouble(of -> of.mean(quantity)).toArray();
  }

  private Figure centroids() {
    List<Integer> drawn = groups.drawn();
    List<String> names = drawn.stream().map(groups::name).toList();
    double[][] values = new double[drawn.size()][drawn.size()];
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < values.length; column++) {
        boolean self = row == column;
        values[row][column] =
            self ? Double.NaN : last().euclidean(drawn.get(row), drawn.get(column));
      }
    }
    String label = Quoted.bare(groups.label());
    return new Heatmap(
            "Centroid distance at layer %d, %s%s"
                .formatted(lastLayer(), component, groups.drawnNote()),
            Axis.of(label),
            Axis.of(label),
            names,
            names,
            List.of(),
            values,
            Axis.of("Euclidean distance"),
            Palette.SEQUENTIAL)
        .numbered(2);
  }

  /** The component whose farthest pair at the last layer is most beyond chance. */
  static ComponentGroups clearest(List<ComponentGroups> components) {
    return components.stream()
        .max(Comparator.comparingDouble(ComponentGroups::clarity))
        .orElseThrow();
  }

  private double clarity() {
    Pair pair = last().farthest();
    return pair.chance() > 0 ? pair.euclidean() / pair.chance() : 0;
  }

  String sentence() {
    Pair pair = last().farthest();
    String one = groups.name(pair.first());
    String other = groups.name(pair.second());
    String who =
        groups.count() == 2
            ? " the centroids of %s and %s prompts".formatted(one, other)
            : ", %s and %s lie farthest apart of the %d groups of %s: their centroids"
                .formatted(one, other, groups.count(), Quoted.bare(groups.label()));
    return "At layer %d of %s%s are %s apart (cosine distance %s), where random draws of these sizes would be %s apart."
        .formatted(
            lastLayer(),
            component,
            who,
            Numbers.plain(pair.euclidean()),
            Numbers.plain(pair.cosine()),
            Numbers.plain(pair.chance()));
  }

  private GroupDistances last() {
    return byLayer.get(byLayer.size() - 1);
  }

  private int lastLayer() {
    return layers.get(layers.size() - 1);
  }
}
