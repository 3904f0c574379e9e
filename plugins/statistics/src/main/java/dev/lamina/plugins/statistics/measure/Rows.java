package dev.lamina.plugins.statistics.measure;

import dev.lamina.api.activation.Matrix;

/** Some rows of a layer, in double precision. */
public final class Rows {

  private Rows() {}

  /** Copies of rows, [members, width]. */
  public static double[][] of(Matrix matrix, int[] members) {
    double[][] values = new double[members.length][matrix.columns()];
    float[] row = new float[matrix.columns()];
    for (int i = 0; i < members.length; i++) {
      matrix.copyRow(members[i], row, 0);
      for (int j = 0; j < row.length; j++) {
        values[i][j] = row[j];
      }
    }
    return values;
  }

  /** Takes the mean of the rows from each of them. */
  public static void centre(double[][] rows) {
    for (int column = 0; column < rows[0].length; column++) {
      double mean = 0;
      for (double[] row : rows) {
        mean += row[column];
      }
      mean /= rows.length; // divided once, so that equal rows become 0
      for (double[] row : rows) {
        row[column] -= mean;
      }
    }
  }

  /** A copy whose rows have mean 0. */
  public static double[][] centred(double[][] rows) {
    double[][] copy = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      copy[i] = rows[i].clone();
    }
    centre(copy);
    return copy;
  }
}
