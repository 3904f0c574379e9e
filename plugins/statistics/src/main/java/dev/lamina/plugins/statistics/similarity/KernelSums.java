package dev.lamina.plugins.statistics.similarity;

import dev.lamina.plugins.statistics.measure.Vectors;

/**
 * A kernel matrix K of n rows with a zero diagonal, and the sums that an unbiased HSIC needs.
 *
 * @param rowSums {@code K 1}
 * @param sum {@code 1' K 1}
 */
record KernelSums(double[][] matrix, double[] rowSums, double sum) {

  static KernelSums of(double[][] matrix) {
    double[] rowSums = new double[matrix.length];
    double sum = 0;
    for (int i = 0; i < matrix.length; i++) {
      for (double value : matrix[i]) {
        rowSums[i] += value;
      }
      sum += rowSums[i];
    }
    return new KernelSums(matrix, rowSums, sum);
  }

  /** The same with its rows in another order: row i is what row {@code order[i]} was. */
  KernelSums reordered(int[] order) {
    double[][] moved = new double[order.length][order.length];
    double[] sums = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      sums[i] = rowSums[order[i]];
      for (int j = 0; j < order.length; j++) {
        moved[i][j] = matrix[order[i]][order[j]];
      }
    }
    return new KernelSums(moved, sums, sum);
  }

  /**
   * The unbiased estimate of the Hilbert-Schmidt independence criterion (Song et al. 2012, equation
   * 5): {@code (tr(K L) + 1'K1 1'L1 / ((n-1)(n-2)) - 2/(n-2) 1'K L 1) / (n (n-3))}.
   */
  double hsic(KernelSums other) {
    double n = matrix.length;
    double trace = 0;
    for (int i = 0; i < matrix.length; i++) {
      trace += Vectors.dot(matrix[i], other.matrix[i]); // both are symmetric
    }
    double between = Vectors.dot(rowSums, other.rowSums);
    return (trace + sum * other.sum / ((n - 1) * (n - 2)) - 2 / (n - 2) * between) / (n * (n - 3));
  }
}
