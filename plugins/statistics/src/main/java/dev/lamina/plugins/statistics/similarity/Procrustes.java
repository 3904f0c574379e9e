package dev.lamina.plugins.statistics.similarity;

import dev.lamina.plugins.statistics.measure.Rows;
import dev.lamina.plugins.statistics.measure.Vectors;
import dev.lamina.plugins.statistics.spectrum.Eigenvalues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One of two sets of rows that are to be laid over each other. Centred and scaled to a sum of
 * squares of 1, the sets A and B have the Procrustes disparity {@code min |A - s B R|^2 = 1 -
 * (nuclear norm of A'B)^2} over scales s and orthogonal R (scipy's {@code
 * scipy.spatial.procrustes}; Schönemann 1966), 0 if they are the same up to move, scale, rotation
 * and reflection.
 *
 * <p>A is kept as {@code L Q'}, Q being an orthonormal basis of its rows, because the nuclear norm
 * of {@code A'B} is that of {@code L_A' L_B}: no matrix is larger than the number of rows.
 *
 * @param factor L, [rank][n]: column after column
 */
public record Procrustes(double[][] factor) {

  /** What is left of a row, in parts of the longest one, that counts as rounding. */
  private static final double ROUNDING = 1e-10;

  /**
   * Makes rows ready.
   *
   * @param rows [n, width]
   */
  public static Procrustes of(double[][] rows) {
    double[][] left = Rows.centred(rows);
    double squares = Arrays.stream(left).mapToDouble(row -> Vectors.dot(row, row)).sum();
    double longest = 0;
    for (double[] row : left) {
      for (int j = 0; j < row.length && squares > 0; j++) {
        row[j] /= Math.sqrt(squares);
      }
      longest = Math.max(longest, Math.sqrt(Vectors.dot(row, row)));
    }
    List<double[]> factor = new ArrayList<>();
    List<double[]> basis = new ArrayList<>();
    for (int i = 0; i < left.length && longest > 0; i++) {
      double[] row = left[i];
      for (int pass = 0; pass < 2; pass++) { // the second takes out what rounding left
        for (int q = 0; q < basis.size(); q++) {
          double along = Vectors.dot(row, basis.get(q));
          factor.get(q)[i] += along;
          subtract(row, along, basis.get(q));
        }
      }
      double length = Math.sqrt(Vectors.dot(row, row));
      if (length > ROUNDING * longest) {
        double[] column = new double[left.length];
        column[i] = length;
        factor.add(column);
        basis.add(Arrays.stream(row).map(value -> value / length).toArray());
      }
    }
    return new Procrustes(factor.toArray(double[][]::new));
  }

  private static void subtract(double[] row, double along, double[] direction) {
    for (int j = 0; j < row.length; j++) {
      row[j] -= along * direction[j];
    }
  }

  /** The disparity to another set of as many rows; NaN if the rows of one are all the same. */
  public double disparity(Procrustes other) {
    if (factor.length == 0 || other.factor.length == 0) {
      return Double.NaN;
    }
    boolean fewer = factor.length <= other.factor.length;
    double[][] few = fewer ? factor : other.factor;
    double[][] many = fewer ? other.factor : factor;
    double[][] product = new double[few.length][many.length];
    for (int i = 0; i < few.length; i++) {
      for (int j = 0; j < many.length; j++) {
        product[i][j] = Vectors.dot(few[i], many[j]);
      }
    }
    double[][] squared = new double[few.length][]; // the lower triangle
    for (int i = 0; i < few.length; i++) {
      squared[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        squared[i][j] = Vectors.dot(product[i], product[j]);
      }
    }
    double nuclear =
        Arrays.stream(Eigenvalues.of(squared)).map(value -> Math.sqrt(Math.max(0, value))).sum();
    return Math.max(0, 1 - nuclear * nuclear);
  }

  /** The same set with its rows in another order: row i is what row {@code order[i]} was. */
  public Procrustes reordered(int[] order) {
    return new Procrustes(
        Arrays.stream(factor)
            .map(column -> Arrays.stream(order).mapToDouble(row -> column[row]).toArray())
            .toArray(double[][]::new));
  }
}
