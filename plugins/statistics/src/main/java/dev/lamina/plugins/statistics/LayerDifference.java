package dev.lamina.plugins.statistics;

import dev.lamina.api.analysis.Metric;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.measure.MeanDifference;
import java.util.List;

/**
 * How two classes differ at a layer.
 *
 * @param norms the norms of the first and of the second class
 * @param pValue of the permutation test
 * @param adjusted the p value after Benjamini and Hochberg
 * @param rank 1 for the largest difference among the component's layers
 */
record LayerDifference(
    Component component,
    int layer,
    MeanDifference norms,
    double pValue,
    double adjusted,
    int rank) {

  static final List<String> COLUMNS =
      List.of(
          "component",
          "layer",
          "rank",
          "l2_norm.first",
          "l2_norm.second",
          "difference",
          "percent",
          "effect_size",
          "p_value",
          "p_adjusted");

  /**
   * The same layers, each ranked within its component; of equal differences the lower layer first.
   */
  static List<LayerDifference> ranked(List<LayerDifference> layers) {
    return layers.stream()
        .map(
            of -> {
              long larger = layers.stream().filter(other -> other.isAhead(of)).count();
              return of.withRank((int) larger + 1);
            })
        .toList();
  }

  private boolean isAhead(LayerDifference other) {
    int compared = Double.compare(size(), other.size());
    return component == other.component && (compared > 0 || (compared == 0 && layer < other.layer));
  }

  private LayerDifference withRank(int newRank) {
    return new LayerDifference(component, layer, norms, pValue, adjusted, newRank);
  }

  double size() {
    return Math.abs(norms.difference());
  }

  Metric metric(String name, double value) {
    return Metric.ofLayer(component, layer, name, value);
  }

  /** One cell a column of {@link #COLUMNS}. */
  List<Object> cells() {
    return List.of(
        component.id(),
        layer,
        rank,
        norms.first().mean(),
        norms.second().mean(),
        norms.difference(),
        norms.percent(),
        norms.effectSize(),
        pValue,
        adjusted);
  }
}
