package dev.lamina.plugins.manifold.report;

import dev.lamina.api.model.Component;
import dev.lamina.plugins.manifold.separation.Separation;

/**
 * One layer of one component in a few dimensions.
 *
 * @param points [rows, k], k at least 2
 * @param explained each dimension's share of the variance, [k]; empty if it has none
 */
public record Projection(
    Component component, int layer, double[][] points, double[] explained, Separation separation) {

  /** {@code layer 5 of resid_post}. */
  String place() {
    return "layer %d of %s".formatted(layer, component);
  }
}
