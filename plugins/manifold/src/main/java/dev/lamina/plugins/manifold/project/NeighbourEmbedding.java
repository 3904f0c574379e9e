package dev.lamina.plugins.manifold.project;

import dev.lamina.api.problem.RunFailedException;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import smile.manifold.TSNE;

/**
 * t-SNE by Smile, exact, O(rows^2) time and memory: points in the plane whose neighbourhoods {@code
 * q_ij ~ 1 / (1 + |y_i - y_j|^2)} are as close as possible to the rows' {@code p_ij ~ exp(-b_i |x_i
 * - x_j|^2)} in Kullback-Leibler divergence, b_i chosen so that each row has as many effective
 * neighbours as the perplexity. Early exaggeration by 12 over the first 250 iterations; learning
 * rate {@code max(rows / 48, 50)} and start from the first two principal components, as
 * scikit-learn.
 *
 * <p>Smile normalizes q over all pairs, i = j included, which weakens repulsion a little: the map
 * is that of neighbourhoods exaggerated by {@code 1 + rows / sum q_ij}. Its trustworthiness equals
 * that of scikit-learn's exact method to about 0.005.
 *
 * <p>Smile sums over rows in pieces whose number depends on its pool, and the sums' rounding
 * decides where points end: the pool has a fixed size, so that a study gives the same points on any
 * machine.
 */
public final class NeighbourEmbedding {

  private static final int THREADS = 4;

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
      double[][] rows, double perplexity, int iterations, SplittableRandom random) {
    double[][] distances = distances(rows);
    if (distances.length == 0) {
      return new double[rows.length][2];
    }
    ForkJoinPool pool = new ForkJoinPool(THREADS);
    try {
      Callable<double[][]> work = () -> embed(rows, distances, perplexity, iterations, random);
      return pool.submit(work).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("t-SNE of " + rows.length + " rows", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("t-SNE was interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static double[][] embed(
      double[][] rows,
      double[][] distances,
      double perplexity,
      int iterations,
      SplittableRandom random) {
    double rate = Math.max(rows.length / 48.0, 50);
    TSNE map = new TSNE(distances, 2, perplexity, rate, 0);
    start(map.coordinates, rows, random);
    map.update(iterations);
    return map.coordinates;
  }

  /** Smile starts at a random place from a generator of its own; what counts is set here. */
  private static void start(double[][] points, double[][] rows, SplittableRandom random) {
    double squares = 0;
    for (double[] row : rows) {
      squares += row[0] * row[0];
    }
    double scale = START / Math.sqrt(squares / rows.length);
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < 2; j++) {
        points[i][j] = rows[i][j] * scale + JITTER * random.nextDouble(-1, 1);
      }
    }
  }

  /**
   * Squared distances with mean 1, without which Smile's search for b underflows; empty if all are
   * 0.
   */
  private static double[][] distances(double[][] rows) {
    int n = rows.length;
    double[][] distances = new double[n][n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double squared = 0;
        for (int k = 0; k < rows[i].length; k++) {
          squared += (rows[i][k] - rows[j][k]) * (rows[i][k] - rows[j][k]);
        }
        distances[i][j] = squared;
        distances[j][i] = squared;
        sum += 2 * squared;
      }
    }
    if (sum == 0) {
      return new double[0][];
    }
    double mean = sum / ((double) n * (n - 1));
    for (double[] row : distances) {
      for (int j = 0; j < n; j++) {
        row[j] /= mean;
      }
    }
    return distances;
  }
}
