package dev.lamina.plugins.probes.ridge;

import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.algebra.Vectors;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Ridge regressions (Hoerl and Kennard 1970) on the same rows, for any targets and penalties: the w
 * and b that minimize {@code |y - Z w - b|^2 + alpha |w|^2}. With {@code Z = U S^(1/2) V'} of
 * centred rows, {@code w = Z' U (S + alpha)^-1 U' y}; U and S are found once, from {@code Z' Z} or,
 * where rows are fewer than features, from {@code Z Z'}.
 */
final class Ridge {

  /** Of the largest eigenvalue: less is rounding. */
  private static final double LEAST = 1e-11;

  private final double[][] rows; // Z, [n, d]
  private final double[] centre; // what was taken from the rows, [d]
  private final double[][] axes; // U', [r, n]
  private final double[] eigenvalues; // S, [r]

  private Ridge(double[][] rows, double[] centre, double[][] axes, double[] eigenvalues) {
    this.rows = rows;
    this.centre = centre;
    this.axes = axes;
    this.eigenvalues = eigenvalues;
  }

  /**
   * Prepares.
   *
   * @param rows [n, d], taken over
   */
  static Ridge of(double[][] rows) {
    double[] centre = centre(rows);
    boolean wide = rows[0].length > rows.length;
    DMatrixRMaj z = new DMatrixRMaj(rows);
    int size = wide ? rows.length : rows[0].length;
    DMatrixRMaj products = new DMatrixRMaj(size, size);
    if (wide) {
      CommonOps_DDRM.multOuter(z, products);
    } else {
      CommonOps_DDRM.multInner(z, products);
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
    if (!eigen.decompose(products)) {
      throw new ArithmeticException("the eigenvalues of products of activations did not converge");
    }
    double largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, eigen.getEigenvalue(i).getReal());
    }
    double[][] axes = new double[size][];
    double[] values = new double[size];
    int rank = 0;
    for (int i = 0; i < size; i++) {
      double value = eigen.getEigenvalue(i).getReal();
      if (value > LEAST * largest) {
        double[] vector = eigen.getEigenVector(i).data;
        values[rank] = value;
        axes[rank++] = wide ? vector : along(rows, vector, Math.sqrt(value));
      }
    }
    return new Ridge(rows, centre, Arrays.copyOf(axes, rank), Arrays.copyOf(values, rank));
  }

  private static double[] centre(double[][] rows) {
    double[] centre = new double[rows[0].length];
    for (double[] row : rows) {
      Vectors.add(centre, 1.0 / rows.length, row);
    }
    for (double[] row : rows) {
      Vectors.add(row, -1, centre);
    }
    return centre;
  }

  private static double[] along(double[][] rows, double[] vector, double length) {
    double[] axis = new double[rows.length];
    for (int row = 0; row < axis.length; row++) {
      axis[row] = Vectors.dot(rows[row], vector) / length;
    }
    return axis;
  }

  /** How many rows there are. */
  int count() {
    return rows.length;
  }

  /** {@code U' y}, [r]. */
  double[] coordinates(double[] y) {
    double[] coordinates = new double[axes.length];
    for (int i = 0; i < axes.length; i++) {
      coordinates[i] = Vectors.dot(axes[i], y);
    }
    return coordinates;
  }

  /** The shares of the coordinates that are fitted, {@code s / (s + alpha)}, [r]. */
  double[] shrinkage(double alpha) {
    double[] shares = new double[eigenvalues.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = eigenvalues[i] / (eigenvalues[i] + alpha);
    }
    return shares;
  }

  /** U, [n, r]. */
  double[][] places() {
    double[][] places = new double[rows.length][axes.length];
    for (int i = 0; i < axes.length; i++) {
      for (int row = 0; row < rows.length; row++) {
        places[row][i] = axes[i][row];
      }
    }
    return places;
  }

  /**
   * Fits.
   *
   * @param y a target a row
   * @return {@code w . row + b}, as the one decision of a classifier
   */
  LinearClassifier fit(double[] y, double alpha) {
    double[] coordinates = coordinates(y);
    double[] dual = new double[rows.length];
    for (int i = 0; i < axes.length; i++) {
      Vectors.add(dual, coordinates[i] / (eigenvalues[i] + alpha), axes[i]);
    }
    double[] weights = new double[centre.length];
    double mean = 0;
    for (int row = 0; row < rows.length; row++) {
      Vectors.add(weights, dual[row], rows[row]);
      mean += y[row] / rows.length;
    }
    double intercept = mean - Vectors.dot(weights, centre);
    return new LinearClassifier(new double[][] {weights}, new double[] {intercept});
  }
}
