package dev.lamina.plugins.statistics.similarity;

import dev.lamina.api.config.Doc;
import dev.lamina.plugins.statistics.measure.Rows;
import dev.lamina.plugins.statistics.measure.Vectors;
import java.util.Arrays;

/** How alike two rows of activations are. */
public enum Kernel {
  @Doc("x . y: alike up to rotation and one scale.")
  LINEAR,
  @Doc(
      "exp(-|x - y|^2 / (2 s^2)), s being bandwidth times the median distance of two rows of a batch.")
  RBF;

  /**
   * The kernel of each pair of rows, [n, n], with 0 in place of that of a row and itself.
   *
   * <p>Rows are centred first, which changes no unbiased HSIC and saves digits where activations
   * are far from 0.
   *
   * @param rows [n, width]; are changed
   * @param bandwidth of {@link #RBF}, in median distances
   */
  public double[][] matrix(double[][] rows, double bandwidth) {
    Rows.centre(rows);
    double[][] products = new double[rows.length][rows.length];
    double[] squares = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < i; j++) {
        products[i][j] = Vectors.dot(rows[i], rows[j]);
        products[j][i] = products[i][j];
      }
      squares[i] = Vectors.dot(rows[i], rows[i]);
    }
    if (this == RBF) {
      radial(products, squares, bandwidth);
    }
    return products;
  }

  private static void radial(double[][] products, double[] squares, double bandwidth) {
    int n = squares.length;
    double[] distances = new double[n * (n - 1) / 2];
    int pair = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        distances[pair++] = Math.max(0, squares[i] + squares[j] - 2 * products[i][j]);
      }
    }
    double[] sorted = distances.clone();
    Arrays.sort(sorted);
    // of distances, not of their squares, which differ where two are in the middle
    double median =
        (Math.sqrt(sorted[(sorted.length - 1) / 2]) + Math.sqrt(sorted[sorted.length / 2])) / 2;
    double scale = 2 * bandwidth * median * bandwidth * median;
    pair = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        products[i][j] = Math.exp(-distances[pair++] / scale);
        products[j][i] = products[i][j];
      }
    }
  }
}
