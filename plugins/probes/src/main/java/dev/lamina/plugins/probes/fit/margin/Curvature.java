package dev.lamina.plugins.probes.fit.margin;

import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.algebra.Cholesky;
import dev.lamina.plugins.probes.fit.algebra.LinearCombination;
import java.util.Arrays;

/**
 * The largest second derivatives of a {@link MarginClassifier}'s cost on standardized features, for
 * logistic regression those where all weights are 0: {@code H = I + a X' X, a = C loss'' n_training
 * / n}, near enough to those of every fold to set a descent's scale. Where there are fewer rows
 * than features {@code H^-1 = I - X' (I / a + X X')^-1 X} (Woodbury) needs only a small matrix.
 */
final class Curvature {

  /** Added to the diagonal as a share of its sum: float32 does not resolve less. */
  private static final double RIDGE = 1e-6;

  /** Rows of the matrix that are summed together. */
  private static final int TILE = 16;

  private final Features features;
  private final Cholesky factor;
  private final double intercept;

  private Curvature(Features features, Cholesky factor, double intercept) {
    this.features = features;
    this.factor = factor;
    this.intercept = intercept;
  }

  /**
   * Measures.
   *
   * @param weight of a row: C times the loss's largest second derivative
   * @param training how many of the rows a fit sees
   */
  static Curvature of(Features features, double weight, int training) {
    boolean wide = features.width() > features.count();
    float[][] matrix =
        wide
            ? products(features.columns(), features.rows())
            : products(features.rows(), features.columns());
    double a = weight * training / features.count();
    double trace = 0;
    for (int i = 0; i < matrix.length; i++) {
      trace += matrix[i][i];
    }
    double ridge = 1 / a + RIDGE * trace;
    for (float[] row : matrix) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= wide ? 1 : (float) a;
      }
    }
    double diagonal = wide ? ridge : a * ridge;
    for (int i = 0; i < matrix.length; i++) {
      matrix[i][i] += (float) diagonal;
    }
    Cholesky factor = Cholesky.of(matrix, (float) diagonal);
    return new Curvature(features, factor, 1 / (weight * training));
  }

  /** {@code rows' rows}, its upper half; {@code columns} is the transpose of {@code rows}. */
  private static float[][] products(float[][] rows, float[][] columns) {
    int size = columns.length;
    float[][] products = new float[size][size];
    for (int low = 0; low < size; low += TILE) {
      int high = Math.min(low + TILE, size);
      LinearCombination.add(
          Arrays.copyOfRange(products, low, high),
          Arrays.copyOfRange(columns, low, high),
          rows,
          0,
          rows.length,
          low);
    }
    return products;
  }

  /** {@code H^-1 g}, g being [d_model + 1], the last of the intercept. */
  double[] solve(double[] gradient) {
    int d = features.width();
    float[] b = new float[d];
    for (int j = 0; j < d; j++) {
      b[j] = (float) gradient[j];
    }
    double[] solved = new double[d + 1];
    if (d > features.count()) {
      float[] small = features.times(new float[][] {b})[0];
      factor.solve(small);
      double[] back = features.transposedTimes(new float[][] {small})[0];
      for (int j = 0; j < d; j++) {
        solved[j] = gradient[j] - back[j];
      }
    } else {
      factor.solve(b);
      for (int j = 0; j < d; j++) {
        solved[j] = b[j];
      }
    }
    solved[d] = gradient[d] * intercept;
    return solved;
  }
}
