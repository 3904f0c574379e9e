package dev.lamina.plugins.probes.fit.centroid;

import dev.lamina.plugins.probes.fit.algebra.Vectors;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * The inverse of the mean covariance of the classes, weighted by their shares, each shrunk towards
 * a multiple of the identity by the share that Ledoit and Wolf 2004 (A well-conditioned estimator
 * for large-dimensional covariance matrices) find best, on features standardized within the class:
 * scikit-learn's {@code LinearDiscriminantAnalysis(solver='lsqr', shrinkage='auto')}.
 */
public final class LedoitWolf implements ClassMetric {

  @Override
  public double[][] apply(double[][] centred, int[] codes, double[][] vectors) {
    int d = vectors[0].length;
    DMatrixRMaj covariance = new DMatrixRMaj(d, d);
    for (int code = 0; code < vectors.length; code++) {
      double[][] members = members(centred, codes, code);
      addShrunk(members, members.length / (double) centred.length, covariance);
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(d);
    if (!solver.setA(covariance.copy())) {
      solver = LinearSolverFactory_DDRM.pseudoInverse(true); // the solution of the least length
      solver.setA(covariance);
    }
    double[][] solved = new double[vectors.length][d];
    for (int k = 0; k < vectors.length; k++) {
      solver.solve(DMatrixRMaj.wrap(d, 1, vectors[k]), DMatrixRMaj.wrap(d, 1, solved[k]));
    }
    return solved;
  }

  private static double[][] members(double[][] centred, int[] codes, int code) {
    int count = 0;
    double[][] members = new double[centred.length][];
    for (int row = 0; row < centred.length; row++) {
      if (codes[row] == code) {
        members[count++] = centred[row].clone(); // is standardized in place
      }
    }
    return Arrays.copyOf(members, count);
  }

  private static void addShrunk(double[][] rows, double weight, DMatrixRMaj covariance) {
    int n = rows.length;
    int d = covariance.numCols;
    double[] scale = standardize(rows, d);
    DMatrixRMaj products = new DMatrixRMaj(d, d);
    CommonOps_DDRM.multInner(new DMatrixRMaj(rows), products);
    CommonOps_DDRM.scale(1.0 / n, products);
    double mean = CommonOps_DDRM.trace(products) / d;
    double shrinkage = shrinkage(rows, products, mean);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double value = (1 - shrinkage) * products.get(i, j) + (i == j ? shrinkage * mean : 0);
        covariance.add(i, j, weight * value * scale[i] * scale[j]);
      }
    }
  }

  /** Gives each feature a standard deviation of 1 where it has one, and returns what it was. */
  private static double[] standardize(double[][] rows, int d) {
    double[] scale = new double[d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        scale[j] += row[j] * row[j] / rows.length;
      }
    }
    for (int j = 0; j < d; j++) {
      scale[j] = scale[j] > 0 ? Math.sqrt(scale[j]) : 1;
    }
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        row[j] /= scale[j];
      }
    }
    return scale;
  }

  /** Lemma 3.3 to 3.5 of the paper. */
  private static double shrinkage(double[][] rows, DMatrixRMaj covariance, double mean) {
    int n = rows.length;
    int d = covariance.numCols;
    double fourth = 0;
    for (double[] row : rows) {
      double square = Vectors.dot(row, row);
      fourth += square * square;
    }
    double squares = 0;
    for (double value : covariance.data) {
      squares += value * value;
    }
    double error = (fourth / n - squares) / ((double) n * d);
    double spread = (squares - d * mean * mean) / d;
    double least = Math.min(error, spread);
    return least <= 0 ? 0 : least / spread;
  }
}
