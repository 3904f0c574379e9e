package dev.lamina.plugins.manifold.project;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * The largest eigenvalues of a symmetric matrix that is known by its product with a vector: the
 * Lanczos process with full reorthogonalization (Golub and Van Loan, Matrix Computations, 10.3).
 * The start is a fixed random vector, so that results repeat; they depend on it by rounding only.
 */
final class Lanczos {

  /** An eigenvector is done when |A v - lambda v| is below this share of the largest eigenvalue. */
  private static final double ACCURACY = 1e-9;

  /** A new direction shorter than this share of the largest eigenvalue is rounding. */
  private static final double NOTHING = 1e-12;

  private final UnaryOperator<double[]> matrix;
  private final int size;
  private final SplittableRandom random;

  private final double[][] basis;
  private final double[] diagonal;
  private final double[] offDiagonal;
  private int steps;
  private double scale;

  /**
   * Prepares.
   *
   * @param matrix multiplies a vector
   * @param size the matrix's
   */
  Lanczos(UnaryOperator<double[]> matrix, int size, SplittableRandom random) {
    this.matrix = matrix;
    this.size = size;
    this.random = random;
    this.basis = new double[size + 1][];
    this.diagonal = new double[size];
    this.offDiagonal = new double[size];
  }

  /**
   * Eigenvalues, descending, with unit vectors.
   *
   * @param values [k]
   * @param vectors [k, size]
   */
  record Eigen(double[] values, double[][] vectors) {}

  /** The k largest, k at most the size. */
  Eigen largest(int k) {
    basis[0] = another();
    int until = Math.min(size, 2 * k + 12);
    while (true) {
      while (steps < until) {
        step();
      }
      Tridiagonal found = Tridiagonal.of(diagonal, offDiagonal, steps);
      if (steps == size || done(found, k)) {
        return vectors(found, k);
      }
      until = Math.min(size, until + until / 3);
    }
  }

  /** {@code beta v_next = A v - alpha v - beta_before v_before}, kept orthogonal to all before. */
  private void step() {
    double[] next = matrix.apply(basis[steps]);
    diagonal[steps] = dot(next, basis[steps]);
    removeBasis(next, steps + 1);
    double length = Math.sqrt(dot(next, next));
    scale = Math.max(scale, Math.abs(diagonal[steps]) + length);
    if (length > NOTHING * scale) {
      offDiagonal[steps] = length;
      scale(next, 1 / length);
    } else {
      offDiagonal[steps] = 0;
    }
    steps++;
    if (steps < size) {
      basis[steps] = length > NOTHING * scale ? next : another();
    }
  }

  /** A random unit vector that is orthogonal to the basis. */
  private double[] another() {
    while (true) {
      double[] vector = random.doubles(size, -1, 1).toArray();
      scale(vector, 1 / Math.sqrt(dot(vector, vector)));
      removeBasis(vector, steps);
      double left = Math.sqrt(dot(vector, vector));
      if (left > 1e-6) {
        scale(vector, 1 / left);
        removeBasis(vector, steps);
        scale(vector, 1 / Math.sqrt(dot(vector, vector)));
        return vector;
      }
    }
  }

  /** Twice is enough (Kahan, in Parlett, The Symmetric Eigenvalue Problem, 6.9). */
  private void removeBasis(double[] vector, int count) {
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < count; i++) {
        double along = dot(vector, basis[i]);
        double[] of = basis[i];
        for (int j = 0; j < size; j++) {
          vector[j] -= along * of[j];
        }
      }
    }
  }

  /** The residual of a Ritz pair is the last off-diagonal times its vector's last entry. */
  private boolean done(Tridiagonal found, int k) {
    for (int c = 0; c < k; c++) {
      double residual = Math.abs(offDiagonal[steps - 1] * found.vectors()[steps - 1][c]);
      if (residual > ACCURACY * found.values()[0]) {
        return false;
      }
    }
    return true;
  }

  private Eigen vectors(Tridiagonal found, int k) {
    double[] values = Arrays.copyOf(found.values(), k);
    double[][] vectors = new double[k][size];
    for (int c = 0; c < k; c++) {
      for (int i = 0; i < steps; i++) {
        double weight = found.vectors()[i][c];
        for (int j = 0; j < size; j++) {
          vectors[c][j] += weight * basis[i][j];
        }
      }
    }
    return new Eigen(values, vectors);
  }

  private static double dot(double[] a, double[] b) {
    double even = 0;
    double odd = 0;
    int j = 0;
    for (; j + 1 < a.length; j += 2) {
      even += a[j] * b[j];
      odd += a[j + 1] * b[j + 1];
    }
    return j < a.length ? even + odd + a[j] * b[j] : even + odd;
  }

  private static void scale(double[] vector, double by) {
    for (int j = 0; j < vector.length; j++) {
      vector[j] *= by;
    }
  }
}
