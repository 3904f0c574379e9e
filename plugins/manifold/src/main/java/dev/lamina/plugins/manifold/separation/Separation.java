package dev.lamina.plugins.manifold.separation;

import dev.lamina.plugins.manifold.neighbour.Pairwise;

/**
 * How far apart classes are in a projection.
 *
 * @param silhouette {@link Silhouette}
 * @param centroidDistance the distance between the classes' means; with more than two classes the
 *     mean over pairs
 */
public record Separation(double silhouette, double centroidDistance) {

  /**
   * Measures in Euclidean distances.
   *
   * @param points [points, k]
   * @param codes for each point its class
   * @param measured the points that the silhouette is taken of
   */
  public static Separation of(double[][] points, int[] codes, int classes, int[] measured) {
    return new Separation(
        Silhouette.of(Pairwise.of(points), codes, classes, measured),
        Centroids.of(points, codes, classes).distance());
  }
}
