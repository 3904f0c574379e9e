package dev.lamina.plugins.manifold.cluster;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A number that says how clearly classes are apart.
 *
 * @param id in metrics and tables
 * @param name in titles
 * @param axis with what its ends mean
 * @param best whether its largest value over the layers is told
 */
record ClusterMeasure(
    String id, String name, String axis, boolean best, ToDoubleFunction<LayerClusters> value) {

  static final ClusterMeasure SILHOUETTE =
      new ClusterMeasure(
          "silhouette",
          "silhouette",
          "silhouette (0 mixed, 1 apart)",
          true,
          LayerClusters::silhouette);

  /** All of them, in the order of columns. */
  static final List<ClusterMeasure> ALL =
      List.of(
          SILHOUETTE,
          new ClusterMeasure(
              "davies_bouldin",
              "Davies-Bouldin index",
              "Davies-Bouldin index (low is apart)",
              false,
              of -> of.centroids().daviesBouldin()),
          new ClusterMeasure(
              "ari",
              "agreement of k-means (ARI)",
              "adjusted Rand index of k-means (0 by chance)",
              true,
              of -> of.found().ari()),
          new ClusterMeasure(
              "nmi",
              "agreement of k-means (NMI)",
              "normalized mutual information of k-means",
              false,
              of -> of.found().nmi()),
          new ClusterMeasure(
              "centroid_distance",
              "centroid distance",
              "distance of the classes' means",
              false,
              of -> of.centroids().distance()),
          new ClusterMeasure(
              "fisher_ratio",
              "Fisher ratio",
              "Fisher ratio (between over within)",
              true,
              of -> of.centroids().fisherRatio()));

  double of(LayerClusters layer) {
    return value.applyAsDouble(layer);
  }
}
