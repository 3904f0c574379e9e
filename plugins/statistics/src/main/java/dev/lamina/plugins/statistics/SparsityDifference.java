package dev.lamina.plugins.statistics;

import dev.lamina.api.analysis.Metric;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.measure.MeanDifference;
import dev.lamina.plugins.statistics.measure.Sparseness;
import java.util.List;

/**
 * How two classes differ in a measure at a layer.
 *
 * @param means the measure in the first and in the second class
 * @param pValue of the permutation test
 * @param adjusted the p value after Benjamini and Hochberg
 */
record SparsityDifference(
    Component component,
    int layer,
    Sparseness measure,
    MeanDifference means,
    double pValue,
    double adjusted) {

  static final List<String> COLUMNS =
      List.of(
          "component",
          "layer",
          "measure",
          "first",
          "second",
          "difference",
          "effect_size",
          "p_value",
          "p_adjusted");

  Metric metric(String name, double value) {
    return Metric.ofLayer(component, layer, measure.id() + "." + name, value);
  }

  /** One cell a column of {@link #COLUMNS}. */
  List<Object> cells() {
    return List.of(
        component.id(),
        layer,
        measure.id(),
        means.first().mean(),
        means.second().mean(),
        means.difference(),
        means.effectSize(),
        pValue,
        adjusted);
  }

  /** The size of the effect; 0 if there is no spread. */
  double effect() {
    double effect = Math.abs(means.effectSize());
    return Double.isNaN(effect) ? 0 : effect;
  }
}
