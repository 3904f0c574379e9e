package dev.lamina.plugins.manifold.neighbour;

import dev.lamina.api.service.Parallel;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The Euclidean distances of all pairs of rows, kept: rows of hundreds of numbers are compared
 * once, however often the distance is needed. Summed in double precision, kept in single: 2 n^2
 * bytes.
 */
public final class Distances implements Pairwise {

  private final float[][] below; // [i][j], j < i

  private Distances(float[][] below) {
    this.below = below;
  }

  /**
   * Measures.
   *
   * @param rows [rows, d]
   */
  public static Distances of(float[][] rows, Parallel parallel) {
    List<Integer> indices = IntStream.range(0, rows.length).boxed().toList();
    return new Distances(parallel.map(indices, i -> below(rows, i)).toArray(float[][]::new));
  }

  private static float[] below(float[][] rows, int i) {
    float[] distances = new float[i];
    for (int j = 0; j < i; j++) {
      distances[j] = (float) Math.sqrt(squared(rows[i], rows[j]));
    }
    return distances;
  }

  /** Four sums side by side, as the processor adds them so. */
  private static double squared(float[] a, float[] b) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int j = 0;
    for (; j + 3 < a.length; j += 4) {
      double d0 = a[j] - (double) b[j];
      double d1 = a[j + 1] - (double) b[j + 1];
      double d2 = a[j + 2] - (double) b[j + 2];
      double d3 = a[j + 3] - (double) b[j + 3];
      first += d0 * d0;
      second += d1 * d1;
      third += d2 * d2;
      fourth += d3 * d3;
    }
    for (; j < a.length; j++) {
      double d0 = a[j] - (double) b[j];
      first += d0 * d0;
    }
    return first + second + third + fourth;
  }

  @Override
  public double distance(int a, int b) {
    return a == b ? 0 : a > b ? below[a][b] : below[b][a];
  }

  /** How many rows there are. */
  public int size() {
    return below.length;
  }
}
