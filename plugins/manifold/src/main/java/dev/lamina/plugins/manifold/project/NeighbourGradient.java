package dev.lamina.plugins.manifold.project;

import dev.lamina.api.service.Parallel;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gradient of t-SNE, {@code 4 sum_i (p_ij - q_ij / Z) q_ij (y_j - y_i)} with {@code q_ij = 1 /
 * (1 + |y_i - y_j|^2)} and {@code Z = sum q_ij over i != j}: exact, over all pairs. Sums run
 * element by element over j, which Java's compiler turns into vector instructions, and in a fixed
 * number of pieces, so that rounding is the same on any number of threads.
 */
final class NeighbourGradient {

  private static final int PIECES = 4;

  private final float[][] near;
  private final Parallel parallel;

  /**
   * Prepares.
   *
   * @param near p, [points, points]
   */
  NeighbourGradient(float[][] near, Parallel parallel) {
    this.near = near;
    this.parallel = parallel;
  }

  /**
   * Sums over some of the points i.
   *
   * @param q {@code sum q_ij}
   * @param pull {@code sum p_ij q_ij (y_j - y_i)}, [2, points]
   * @param push {@code sum q_ij^2 (y_j - y_i)}, [2, points]
   */
  private record Sums(float[] q, float[][] pull, float[][] push) {}

  /**
   * Differentiates.
   *
   * @param points [2, points]
   * @param exaggeration a factor on p
   * @return [2, points]
   */
  double[][] gradient(float[][] points, double exaggeration) {
    int n = near.length;
    List<Sums> pieces =
        parallel.map(
            IntStream.range(0, PIECES).boxed().toList(),
            piece -> sum(points, piece * n / PIECES, (piece + 1) * n / PIECES));
    double z = -n; // q_ii = 1
    for (Sums sums : pieces) {
      for (float q : sums.q) {
        z += q;
      }
    }
    double[][] gradient = new double[2][n];
    for (int axis = 0; axis < 2; axis++) {
      for (Sums sums : pieces) {
        for (int j = 0; j < n; j++) {
          gradient[axis][j] += 4 * (exaggeration * sums.pull[axis][j] - sums.push[axis][j] / z);
        }
      }
    }
    return gradient;
  }

  private Sums sum(float[][] points, int first, int end) {
    int n = near.length;
    Sums sums = new Sums(new float[n], new float[2][n], new float[2][n]);
    float[] q = new float[n];
    for (int i = first; i < end; i++) {
      nearness(points[0], points[1], i, q, sums.q);
      pull(points[0], points[0][i], near[i], q, sums.pull[0]);
      pull(points[1], points[1][i], near[i], q, sums.pull[1]);
      push(points[0], points[0][i], q, sums.push[0]);
      push(points[1], points[1][i], q, sums.push[1]);
    }
    return sums;
  }

  private static void nearness(float[] x, float[] y, int i, float[] q, float[] sum) {
    float xi = x[i];
    float yi = y[i];
    for (int j = 0; j < q.length; j++) {
      float dx = x[j] - xi;
      float dy = y[j] - yi;
      q[j] = 1 / (1 + dx * dx + dy * dy);
      sum[j] += q[j];
    }
  }

  private static void pull(float[] x, float xi, float[] p, float[] q, float[] sum) {
    for (int j = 0; j < q.length; j++) {
      sum[j] += p[j] * q[j] * (x[j] - xi);
    }
  }

  private static void push(float[] x, float xi, float[] q, float[] sum) {
    for (int j = 0; j < q.length; j++) {
      sum[j] += q[j] * q[j] * (x[j] - xi);
    }
  }
}
