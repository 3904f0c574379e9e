package dev.lamina.plugins.manifold.neighbour;

import dev.lamina.api.service.Parallel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a picture's neighbourhoods are those of the rows (Venna and Kaski 2001). With r(i, j) the
 * place of j among the others by distance from i, from 1, trustworthiness is {@code 1 - 2 / (n k
 * (2n - 3k - 1)) sum (r(i, j) - k)}, over the j that are among i's k nearest in the picture, but
 * not among the rows: 1 if all neighbours in the picture are neighbours indeed. Continuity is the
 * same with picture and rows exchanged: 1 if the picture has lost no neighbour. About 0.5 where
 * points lie at random. Equal to scikit-learn's {@code manifold.trustworthiness}.
 *
 * @param trustworthiness NaN if the rows are all the same
 * @param continuity likewise
 */
public record Faithfulness(double trustworthiness, double continuity) {

  /** The largest neighbourhoods that make sense for so many points: less than half of them. */
  public static int mostNeighbours(int points) {
    return Math.max(0, (points - 1) / 2);
  }

  /**
   * Measures.
   *
   * @param rows the distances that are to be kept
   * @param picture where the points are drawn, in the order of the rows
   * @param neighbours at least 1 and at most {@link #mostNeighbours}
   */
  public static Faithfulness of(
      Distances rows, Pairwise picture, int neighbours, Parallel parallel) {
    int n = rows.size();
    List<Integer> points = IntStream.range(0, n).boxed().toList();
    List<long[]> excesses =
        parallel.map(points, point -> excess(rows, picture, point, n, neighbours));
    long intruders = excesses.stream().mapToLong(of -> of[0]).sum();
    long lost = excesses.stream().mapToLong(of -> of[1]).sum();
    boolean vary = excesses.stream().anyMatch(of -> of[2] > 0);
    double most = n * (double) neighbours * (2.0 * n - 3.0 * neighbours - 1) / 2;
    return vary
        ? new Faithfulness(1 - intruders / most, 1 - lost / most)
        : new Faithfulness(Double.NaN, Double.NaN);
  }

  /** Of a point: how far off its neighbours in the picture are, and the reverse; if rows differ. */
  private static long[] excess(Distances rows, Pairwise picture, int point, int n, int neighbours) {
    double[] inRows = IntStream.range(0, n).mapToDouble(j -> rows.distance(point, j)).toArray();
    double[] drawn = IntStream.range(0, n).mapToDouble(j -> picture.distance(point, j)).toArray();
    int[] rankInRows = ranks(inRows, point);
    int[] rankDrawn = ranks(drawn, point);
    long intruders = 0;
    long lost = 0;
    for (int j = 0; j < n; j++) {
      if (j != point && rankDrawn[j] <= neighbours) {
        intruders += Math.max(0, rankInRows[j] - neighbours);
      }
      if (j != point && rankInRows[j] <= neighbours) {
        lost += Math.max(0, rankDrawn[j] - neighbours);
      }
    }
    return new long[] {intruders, lost, Arrays.stream(inRows).anyMatch(d -> d > 0) ? 1 : 0};
  }

  /** The places of all others by distance, from 1; of those as far away, the first is nearer. */
  private static int[] ranks(double[] distances, int from) {
    int n = distances.length;
    long[] order = new long[n];
    for (int j = 0; j < n; j++) {
      // the bits of a float that is not negative are in its order
      long bits = j == from ? -1 : Float.floatToIntBits((float) distances[j]);
      order[j] = bits << 32 | j;
    }
    Arrays.sort(order);
    int[] ranks = new int[n];
    for (int place = 0; place < n; place++) {
      ranks[(int) order[place]] = place; // the point itself has place 0
    }
    return ranks;
  }
}
