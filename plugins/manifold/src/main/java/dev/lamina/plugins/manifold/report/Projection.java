package dev.lamina.plugins.manifold.report;

import dev.lamina.api.model.Component;
import dev.lamina.plugins.manifold.neighbour.Faithfulness;
import dev.lamina.plugins.manifold.separation.Separation;
import java.util.Locale;
import java.util.Optional;

/**
 * One layer of one component in a few dimensions.
 *
 * @param points [rows, k], k at least 2
 * @param explained each dimension's share of the variance, [k]; empty if it has none
 * @param faithfulness whether neighbours in the projection are neighbours indeed; empty of too few
 *     rows
 * @param separation how far apart the classes are; empty if the prompts have no label
 * @param fullSilhouette the silhouette of the classes in the full space, where distances in the
 *     projection say little; empty if they are those of the rows, or the prompts have no label
 */
public record Projection(
    Component component,
    int layer,
    double[][] points,
    double[] explained,
    Optional<Faithfulness> faithfulness,
    Optional<Separation> separation,
    Optional<Double> fullSilhouette) {

  /** The silhouette of the classes by which layers are held against each other. */
  double silhouette() {
    return fullSilhouette.orElseGet(() -> separation.orElseThrow().silhouette());
  }

  /** {@code trustworthiness 0.93}, where it is known. */
  Optional<String> trust() {
    return faithfulness
        .map(Faithfulness::trustworthiness)
        .filter(trust -> !trust.isNaN())
        .map(trust -> String.format(Locale.ROOT, "trustworthiness %.2f", trust));
  }

  /** {@code trustworthiness 0.93, continuity 0.95}, where they are known. */
  Optional<String> faithful() {
    return trust()
        .map(
            trust ->
                String.format(
                    Locale.ROOT,
                    "%s, continuity %.2f",
                    trust,
                    faithfulness.orElseThrow().continuity()));
  }

  /** {@code layer 5 of resid_post}. */
  String place() {
    return "layer %d of %s".formatted(layer, component);
  }
}
