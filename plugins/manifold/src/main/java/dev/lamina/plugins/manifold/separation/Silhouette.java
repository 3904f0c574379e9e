package dev.lamina.plugins.manifold.separation;

import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.manifold.neighbour.Pairwise;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mean over points of {@code (b - a) / max(a, b)}, a being a point's mean distance to the other
 * points of its class and b the least of its mean distances to the other classes' points; 0 for a
 * point that is alone in its class, or where all are in one place (Rousseeuw 1987). From -1 to 1; 0
 * where the classes are in the same place. Equal to scikit-learn's {@code
 * metrics.silhouette_score}.
 */
public final class Silhouette {

  private Silhouette() {}

  /**
   * Measures.
   *
   * @param codes for each point its class
   * @param measured the points that are looked at
   */
  static double of(Pairwise points, int[] codes, int classes, int[] measured) {
    int[] sizes = sizes(codes, classes, measured);
    double sum = 0;
    for (int point : measured) {
      double[] distances = distances(points, point, measured);
      sum += of(distances, point, codes, sizes, measured);
    }
    return sum / measured.length;
  }

  /**
   * Measures all points with several labelings, as for permuted labels: distances are looked at
   * once.
   *
   * @param labelings for each labeling, each point's class
   * @return one value a labeling
   */
  public static double[] of(Pairwise points, int[][] labelings, int classes, Parallel parallel) {
    int n = labelings[0].length;
    int[] all = IntStream.range(0, n).toArray();
    List<int[]> sizes =
        List.of(labelings).stream().map(codes -> sizes(codes, classes, all)).toList();
    List<double[]> ofPoints =
        parallel.map(
            IntStream.range(0, n).boxed().toList(),
            point -> {
              double[] distances = distances(points, point, all);
              double[] values = new double[labelings.length];
              for (int i = 0; i < values.length; i++) {
                values[i] = of(distances, point, labelings[i], sizes.get(i), all);
              }
              return values;
            });
    double[] means = new double[labelings.length];
    for (double[] values : ofPoints) {
      for (int i = 0; i < means.length; i++) {
        means[i] += values[i] / n;
      }
    }
    return means;
  }

  private static int[] sizes(int[] codes, int classes, int[] measured) {
    int[] sizes = new int[classes];
    for (int point : measured) {
      sizes[codes[point]]++;
    }
    return sizes;
  }

  private static double[] distances(Pairwise points, int from, int[] measured) {
    double[] distances = new double[measured.length];
    for (int i = 0; i < measured.length; i++) {
      distances[i] = points.distance(from, measured[i]);
    }
    return distances;
  }

  /**
   * One point's.
   *
   * @param distances from it to each measured point
   */
  private static double of(
      double[] distances, int point, int[] codes, int[] sizes, int[] measured) {
    int own = codes[point];
    if (sizes[own] == 1) {
      return 0;
    }
    double[] sums = new double[sizes.length];
    for (int i = 0; i < distances.length; i++) {
      sums[codes[measured[i]]] += distances[i];
    }
    double a = sums[own] / (sizes[own] - 1);
    double b = Double.POSITIVE_INFINITY;
    for (int k = 0; k < sizes.length; k++) {
      if (k != own && sizes[k] > 0) {
        b = Math.min(b, sums[k] / sizes[k]);
      }
    }
    double larger = Math.max(a, b);
    return larger == 0 ? 0 : (b - a) / larger;
  }
}
