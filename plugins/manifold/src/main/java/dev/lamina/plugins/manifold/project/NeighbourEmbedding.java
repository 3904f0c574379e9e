package dev.lamina.plugins.manifold.project;

import dev.lamina.api.service.Parallel;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * t-SNE (van der Maaten and Hinton 2008), exact, O(rows^2) time and memory: points in the plane
 * whose nearness in the plane ({@link NeighbourGradient}) is as close as possible to the rows'
 * {@link Neighbourhoods} in Kullback-Leibler divergence. Early exaggeration by 12 over the first
 * 250 iterations with momentum 0.5, then 0.8; a gain an entry (Jacobs 1988); learning rate {@code
 * max(rows / 48, 50)} and start from the first two principal components: all as scikit-learn.
 *
 * <p>Smile's t-SNE is not used: on 1,496 rows it takes 8 s of processor time where this takes two,
 * and it counts a point among its own neighbours.
 */
public final class NeighbourEmbedding {

  private static final int EXAGGERATED = 250;
  private static final double EXAGGERATION = 12;

  /** The start's standard deviation along the first component (scikit-learn's PCA start). */
  private static final double START = 1e-4;

  /** Keeps rows that are the same from moving as one. */
  private static final double JITTER = 1e-7;

  private NeighbourEmbedding() {}

  /**
   * Embeds.
   *
   * @param rows [rows, k], k at least 2, the first two columns being the principal components
   * @param perplexity effective neighbours of a row, at most (rows - 1) / 3
   * @return [rows, 2], centred; all zero if the rows are all the same
   */
  public static double[][] of(
      double[][] rows,
      double perplexity,
      int iterations,
      SplittableRandom random,
      Parallel parallel) {
    int n = rows.length;
    double[][] embedded = new double[n][2];
    float[][] near = Neighbourhoods.of(rows, perplexity, parallel);
    if (near.length == 0) {
      return embedded;
    }
    float[][] points = start(rows, random);
    descend(points, new NeighbourGradient(near, parallel), iterations);
    for (int axis = 0; axis < 2; axis++) {
      double mean = 0;
      for (float coordinate : points[axis]) {
        mean += coordinate / (double) n;
      }
      for (int i = 0; i < n; i++) {
        embedded[i][axis] = points[axis][i] - mean;
      }
    }
    return embedded;
  }

  private static float[][] start(double[][] rows, SplittableRandom random) {
    double squares = 0;
    for (double[] row : rows) {
      squares += row[0] * row[0];
    }
    double scale = START / Math.sqrt(squares / rows.length);
    float[][] points = new float[2][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int axis = 0; axis < 2; axis++) {
        points[axis][i] = (float) (rows[i][axis] * scale + JITTER * random.nextDouble(-1, 1));
      }
    }
    return points;
  }

  private static void descend(float[][] points, NeighbourGradient of, int iterations) {
    int n = points[0].length;
    double rate = Math.max(n / (4 * EXAGGERATION), 50);
    double[][] velocity = new double[2][n];
    double[][] gains = new double[2][n];
    Arrays.fill(gains[0], 1);
    Arrays.fill(gains[1], 1);
    for (int iteration = 0; iteration < iterations; iteration++) {
      boolean early = iteration < EXAGGERATED;
      double momentum = early ? 0.5 : 0.8;
      double[][] gradient = of.gradient(points, early ? EXAGGERATION : 1);
      for (int axis = 0; axis < 2; axis++) {
        for (int j = 0; j < n; j++) {
          boolean onwards = velocity[axis][j] * gradient[axis][j] < 0;
          double gain = gains[axis][j];
          gains[axis][j] = Math.max(0.01, onwards ? gain + 0.2 : gain * 0.8);
          velocity[axis][j] =
              momentum * velocity[axis][j] - rate * gains[axis][j] * gradient[axis][j];
          points[axis][j] += (float) velocity[axis][j];
        }
      }
    }
  }
}
