package dev.lamina.plugins.manifold.umap;

import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.manifold.neighbour.NearestNeighbours;
import dev.lamina.plugins.manifold.neighbour.Pairwise;
import java.util.SplittableRandom;

/**
 * UMAP (McInnes, Healy and Melville 2018) with exact neighbours: a {@link FuzzyGraph} of the rows
 * and its {@link Layout}, started from the first two principal components, each stretched to 0 to
 * 10 as in umap-learn with {@code init="pca"}. O(rows^2) time for the neighbours, O(rows
 * neighbours) memory.
 */
public final class FuzzyEmbedding {

  private static final double START = 10;

  /** Keeps rows that are the same from moving as one. */
  private static final double JITTER = 1e-4;

  private FuzzyEmbedding() {}

  /**
   * Embeds.
   *
   * @param rows [rows, k], k at least 2, the first two columns being the principal components
   * @param neighbours of a row, itself among them; at least 2 and at most the number of rows
   * @param minDist how near points may be
   * @return [rows, 2], centred; all zero if the rows are all the same
   */
  public static double[][] of(
      double[][] rows,
      int neighbours,
      double minDist,
      int epochs,
      SplittableRandom random,
      Parallel parallel) {
    int n = rows.length;
    NearestNeighbours near = NearestNeighbours.of(Pairwise.of(rows), n, neighbours - 1, parallel);
    double[][] points = new double[n][2];
    if (!vary(rows)) {
      return points;
    }
    for (int axis = 0; axis < 2; axis++) {
      start(rows, points, axis, random);
    }
    new Layout(points, NearnessCurve.fit(minDist), random).optimize(FuzzyGraph.of(near), epochs);
    for (int axis = 0; axis < 2; axis++) {
      double mean = 0;
      for (double[] point : points) {
        mean += point[axis] / n;
      }
      for (double[] point : points) {
        point[axis] -= mean;
      }
    }
    return points;
  }

  private static boolean vary(double[][] rows) {
    double size = 0;
    for (double[] row : rows) {
      size = Math.max(size, Math.abs(row[0] - rows[0][0]));
    }
    return size > 0;
  }

  private static void start(double[][] rows, double[][] points, int axis, SplittableRandom random) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] row : rows) {
      low = Math.min(low, row[axis]);
      high = Math.max(high, row[axis]);
    }
    for (int i = 0; i < rows.length; i++) {
      double place = high > low ? (rows[i][axis] - low) / (high - low) : 0;
      points[i][axis] = START * place + JITTER * random.nextDouble(-1, 1);
    }
  }
}
