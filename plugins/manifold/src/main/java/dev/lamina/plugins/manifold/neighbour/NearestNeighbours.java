package dev.lamina.plugins.manifold.neighbour;

import dev.lamina.api.service.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The nearest other points of each point, found by looking at all of them; of points as far away,
 * the first.
 *
 * @param indices [points, k], the nearest first
 * @param distances [points, k]
 */
public record NearestNeighbours(int[][] indices, double[][] distances) {

  /**
   * Finds.
   *
   * @param k fewer than there are points
   */
  public static NearestNeighbours of(Pairwise points, int count, int k, Parallel parallel) {
    int[][] indices = new int[count][k];
    double[][] distances = new double[count][k];
    List<Integer> all = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    parallel.map(
        all,
        i -> {
          find(points, i, count, indices[i], distances[i]);
          return i;
        });
    return new NearestNeighbours(indices, distances);
  }

  /** Keeps the nearest so far in order. */
  private static void find(
      Pairwise points, int from, int count, int[] nearest, double[] distances) {
    int found = 0;
    for (int other = 0; other < count; other++) {
      if (other == from) {
        continue;
      }
      double distance = points.distance(from, other);
      if (found == nearest.length && distance >= distances[found - 1]) {
        continue;
      }
      int place = found < nearest.length ? found++ : found - 1;
      while (place > 0 && distances[place - 1] > distance) {
        distances[place] = distances[place - 1];
        nearest[place] = nearest[place - 1];
        place--;
      }
      distances[place] = distance;
      nearest[place] = other;
    }
  }
}
