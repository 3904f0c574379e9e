package dev.lamina.plugins.manifold.cluster;

import dev.lamina.api.model.Component;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.manifold.neighbour.Distances;
import dev.lamina.plugins.manifold.separation.Centroids;
import dev.lamina.plugins.manifold.separation.Silhouette;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Whether a layer's rows fall into the classes of a label.
 *
 * @param silhouette of the classes
 * @param permuted the mean silhouette of permuted labels
 * @param pValue the share of permutations whose silhouette is as high, the labels themselves
 *     counted (Phipson and Smyth 2010)
 * @param centroids the classes' means
 * @param found how groups that k-means finds agree with the classes
 */
public record LayerClusters(
    Component component,
    int layer,
    double silhouette,
    double permuted,
    double pValue,
    Centroids centroids,
    Agreement found) {

  /**
   * Measures.
   *
   * @param rows [rows, d]
   * @param labelings each row's class, first as it is, then permuted
   */
  public static LayerClusters of(
      Component component,
      int layer,
      float[][] rows,
      int[][] labelings,
      int classes,
      int restarts,
      SplittableRandom random,
      Parallel parallel) {
    int[] codes = labelings[0];
    Distances distances = Distances.of(rows, parallel);
    double[] silhouettes = Silhouette.of(distances, labelings, classes, parallel);
    double sum = 0;
    int asHigh = 0;
    for (int i = 1; i < silhouettes.length; i++) {
      sum += silhouettes[i];
      asHigh += silhouettes[i] >= silhouettes[0] ? 1 : 0;
    }
    double[][] points = Arrays.stream(rows).map(LayerClusters::doubles).toArray(double[][]::new);
    KMeans groups = KMeans.of(points, classes, restarts, random, parallel);
    return new LayerClusters(
        component,
        layer,
        silhouettes[0],
        sum / (silhouettes.length - 1),
        (1.0 + asHigh) / silhouettes.length,
        Centroids.of(points, codes, classes),
        Agreement.of(codes, groups.assignment()));
  }

  private static double[] doubles(float[] row) {
    double[] values = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      values[j] = row[j];
    }
    return values;
  }
}
