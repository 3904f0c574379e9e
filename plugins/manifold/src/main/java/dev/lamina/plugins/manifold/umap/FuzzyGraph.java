package dev.lamina.plugins.manifold.umap;

import dev.lamina.plugins.manifold.neighbour.NearestNeighbours;
import java.util.Map;
import java.util.TreeMap;

/**
 * How surely two rows belong together (McInnes, Healy and Melville 2018, section 3.1 and algorithms
 * 2 and 3): row i's membership of its neighbour j is {@code exp(-max(0, d_ij - rho_i) / sigma_i)},
 * rho_i being the distance to the nearest row that is not the same and sigma_i such that the
 * memberships sum to log2 of the number of neighbours; and {@code a + b - a b} of both directions.
 *
 * @param from one end of each edge, the smaller index
 * @param to the other end
 * @param weights in (0, 1]
 */
record FuzzyGraph(int[] from, int[] to, double[] weights) {

  private static final int STEPS = 64;
  private static final double ACCURACY = 1e-5;

  /** A scale is at least this share of a mean distance (umap-learn). */
  private static final double LEAST_SCALE = 1e-3;

  /**
   * Builds the graph.
   *
   * @param near of each row all neighbours but itself, though a row counts among its own neighbours
   */
  static FuzzyGraph of(NearestNeighbours near) {
    int n = near.indices().length;
    double all = 0;
    for (double[] distances : near.distances()) {
      all += mean(distances) / n;
    }
    Map<Long, Double> edges = new TreeMap<>();
    for (int i = 0; i < n; i++) {
      double[] members = memberships(near.distances()[i], all);
      for (int j = 0; j < members.length; j++) {
        int other = near.indices()[i][j];
        long key = (long) Math.min(i, other) * n + Math.max(i, other);
        if (members[j] > 0) {
          edges.merge(key, members[j], (a, b) -> a + b - a * b);
        }
      }
    }
    int[] from = edges.keySet().stream().mapToInt(key -> (int) (key / n)).toArray();
    int[] to = edges.keySet().stream().mapToInt(key -> (int) (key % n)).toArray();
    return new FuzzyGraph(
        from, to, edges.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** With the row itself, whose distance is 0. */
  private static double mean(double[] distances) {
    double sum = 0;
    for (double distance : distances) {
      sum += distance;
    }
    return sum / (distances.length + 1);
  }

  /**
   * A row's memberships of its neighbours.
   *
   * @param distances ascending
   * @param all the mean distance in all rows' neighbourhoods
   */
  private static double[] memberships(double[] distances, double all) {
    double nearest = 0;
    for (int j = distances.length - 1; j >= 0; j--) {
      nearest = distances[j] > 0 ? distances[j] : nearest;
    }
    double least = LEAST_SCALE * (nearest > 0 ? mean(distances) : all);
    double scale = Math.max(least, scale(distances, nearest));
    double[] members = new double[distances.length];
    for (int j = 0; j < members.length; j++) {
      members[j] = membership(distances[j] - nearest, scale);
    }
    return members;
  }

  private static double membership(double beyond, double scale) {
    return beyond <= 0 || scale == 0 ? 1 : Math.exp(-beyond / scale);
  }

  /** By bisection, from 1 upwards until the sum is enough. */
  private static double scale(double[] distances, double nearest) {
    double wanted = Math.log(distances.length + 1.0) / Math.log(2);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double scale = 1;
    for (int step = 0; step < STEPS; step++) {
      double sum = 0;
      for (double distance : distances) {
        sum += membership(distance - nearest, scale);
      }
      if (Math.abs(sum - wanted) < ACCURACY) {
        break;
      }
      low = sum > wanted ? low : scale;
      high = sum > wanted ? scale : high;
      scale = Double.isInfinite(high) ? 2 * scale : (low + high) / 2;
    }
    return scale;
  }
}
