package dev.lamina.plugins.manifold.project;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The directions of largest variance, centred and not scaled: the leading eigenvectors of {@code X'
 * X}, X being the rows less their mean. The sign of a direction is such that its loading of largest
 * magnitude is positive (scikit-learn 1.5 and later).
 *
 * <p>Smile's PCA is not used: it runs on a native BLAS that takes longer to load than all layers
 * take here, exists for few platforms, and rounds by the number of its threads.
 *
 * @param scores the rows in the new coordinates, [rows, k]
 * @param explained each direction's share of the total variance, [k], descending; NaN if there is
 *     no variance
 */
public record PrincipalComponents(double[][] scores, double[] explained) {

  /** What is left of the variance, relative to the mean's square, when it is rounding alone. */
  private static final double ROUNDING = 1e-14;

  /** As many directions as maps of neighbours are made from. */
  private static final int LEADING = 50;

  /**
   * The first 50 directions, or as many as there are, but at least two.
   *
   * @param rows [rows, d]; centred in place
   */
  public static PrincipalComponents leading(float[][] rows) {
    return of(rows, Math.max(2, Math.min(LEADING, Math.min(rows.length, rows[0].length))));
  }

  /**
   * Finds the first k directions.
   *
   * @param rows [rows, d]; centred in place
   * @param k directions beyond the rank have zero scores and explain nothing
   */
  public static PrincipalComponents of(float[][] rows, int k) {
    int n = rows.length;
    int d = rows[0].length;
    double total = centre(rows);
    if (total == 0) {
      double[] undefined = new double[k];
      Arrays.fill(undefined, Double.NaN);
      return new PrincipalComponents(new double[n][k], undefined);
    }
    int found = Math.min(k, Math.min(n, d));
    Lanczos.Eigen eigen =
        new Lanczos(vector -> multiply(rows, vector), d, new SplittableRandom(d)).largest(found);
    double[][] scores = new double[n][k];
    double[] explained = new double[k];
    for (int c = 0; c < found; c++) {
      double[] direction = eigen.vectors()[c];
      double sign = sign(direction);
      explained[c] = Math.max(0, eigen.values()[c]) / total;
      for (int i = 0; i < n; i++) {
        scores[i][c] = sign * dot(rows[i], direction);
      }
    }
    return new PrincipalComponents(scores, explained);
  }

  /** Subtracts the mean; returns the sum of squares that is left, 0 if it is rounding alone. */
  private static double centre(float[][] rows) {
    double[] mean = new double[rows[0].length];
    for (float[] row : rows) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j];
      }
    }
    double offset = 0;
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= rows.length;
      offset += mean[j] * mean[j] * rows.length;
    }
    double total = 0;
    for (float[] row : rows) {
      for (int j = 0; j < mean.length; j++) {
        row[j] = (float) (row[j] - mean[j]);
        total += (double) row[j] * row[j];
      }
    }
    return total <= ROUNDING * offset ? 0 : total;
  }

  /** {@code X' (X v)}. */
  private static double[] multiply(float[][] rows, double[] vector) {
    double[] product = new double[vector.length];
    for (float[] row : rows) {
      double along = dot(row, vector);
      for (int j = 0; j < product.length; j++) {
        product[j] += along * row[j];
      }
    }
    return product;
  }

  private static double dot(float[] row, double[] vector) {
    double even = 0;
    double odd = 0;
    int j = 0;
    for (; j + 1 < vector.length; j += 2) {
      even += row[j] * vector[j];
      odd += row[j + 1] * vector[j + 1];
    }
    return j < vector.length ? even + odd + row[j] * vector[j] : even + odd;
  }

  private static double sign(double[] direction) {
    double largest = 0;
    for (double loading : direction) {
      if (Math.abs(loading) > Math.abs(largest)) {
        largest = loading;
      }
    }
    return largest < 0 ? -1 : 1;
  }
}
