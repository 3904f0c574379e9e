package dev.lamina.plugins.manifold.separation;

import java.util.Arrays;

/**
 * How far apart classes are in a projection.
 *
 * @param silhouette the mean over points of {@code (b - a) / max(a, b)}, a being a point's mean
 *     distance to the other points of its class and b the least of its mean distances to the other
 *     classes' points; 0 for a point that is alone in its class, or where all are in one place
 *     (Rousseeuw 1987). From -1 to 1; 0 where the classes are in the same place
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
        silhouette(points, codes, classes, measured), centroidDistance(points, codes, classes));
  }

  private static double silhouette(double[][] points, int[] codes, int classes, int[] measured) {
    int[] sizes = new int[classes];
    for (int point : measured) {
      sizes[codes[point]]++;
    }
    double sum = 0;
    double[] distances = new double[classes];
    for (int point : measured) {
      Arrays.fill(distances, 0);
      for (int other : measured) {
        distances[codes[other]] += distance(points[point], points[other]);
      }
      sum += silhouette(distances, sizes, codes[point]);
    }
    return sum / measured.length;
  }

  /**
   * One point's.
   *
   * @param distances for each class the sum of the point's distances to it
   */
  private static double silhouette(double[] distances, int[] sizes, int own) {
    if (sizes[own] == 1) {
      return 0;
    }
    double a = distances[own] / (sizes[own] - 1);
    double b = Double.POSITIVE_INFINITY;
    for (int k = 0; k < sizes.length; k++) {
      if (k != own && sizes[k] > 0) {
        b = Math.min(b, distances[k] / sizes[k]);
      }
    }
    double larger = Math.max(a, b);
    return larger == 0 ? 0 : (b - a) / larger;
  }

  private static double centroidDistance(double[][] points, int[] codes, int classes) {
    double[][] centroids = new double[classes][points[0].length];
    int[] sizes = new int[classes];
    for (int i = 0; i < points.length; i++) {
      sizes[codes[i]]++;
      for (int j = 0; j < points[i].length; j++) {
        centroids[codes[i]][j] += points[i][j];
      }
    }
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < classes; a++) {
      for (int j = 0; j < centroids[a].length; j++) {
        centroids[a][j] /= sizes[a];
      }
      for (int b = 0; b < a; b++) {
        sum += distance(centroids[a], centroids[b]);
        pairs++;
      }
    }
    return sum / pairs;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return Math.sqrt(sum);
  }
}
