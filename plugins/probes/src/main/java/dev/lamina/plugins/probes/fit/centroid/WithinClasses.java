package dev.lamina.plugins.probes.fit.centroid;

import dev.lamina.plugins.probes.fit.algebra.Vectors;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The pseudo-inverse of the covariance within classes, {@code sum (x - mean of its class)(x - mean
 * of its class)' / n}; directions whose variance is at most 0.001 are left out, as in the paper's
 * code (Marks and Tegmark 2023, MMProbe: {@code pinv(covariance, hermitian=True, atol=1e-3)}).
 */
public final class WithinClasses implements ClassMetric {

  private static final double LEAST_VARIANCE = 1e-3;

  @Override
  public double[][] apply(double[][] centred, int[] codes, double[][] vectors) {
    DMatrixRMaj rows = new DMatrixRMaj(centred);
    CommonOps_DDRM.scale(1 / Math.sqrt(centred.length), rows);
    DMatrixRMaj of = new DMatrixRMaj(vectors);
    return centred.length < vectors[0].length
        ? throughRows(rows, of)
        : pseudoInverse(covariance(rows), of, 1);
  }

  private static DMatrixRMaj covariance(DMatrixRMaj rows) {
    DMatrixRMaj covariance = new DMatrixRMaj(rows.numCols, rows.numCols);
    CommonOps_DDRM.multInner(rows, covariance);
    return covariance;
  }

  /** With {@code A' A} the covariance, its pseudo-inverse is {@code A' (A A')^-2 A}. */
  private static double[][] throughRows(DMatrixRMaj rows, DMatrixRMaj vectors) {
    DMatrixRMaj gram = new DMatrixRMaj(rows.numRows, rows.numRows);
    CommonOps_DDRM.multOuter(rows, gram);
    DMatrixRMaj along = new DMatrixRMaj(vectors.numRows, rows.numRows);
    CommonOps_DDRM.multTransB(vectors, rows, along);
    DMatrixRMaj solved = new DMatrixRMaj(pseudoInverse(gram, along, 2));
    DMatrixRMaj back = new DMatrixRMaj(vectors.numRows, rows.numCols);
    CommonOps_DDRM.mult(solved, rows, back);
    return arrays(back);
  }

  /** {@code vectors M^-power}, M being symmetric, without the directions of small variance. */
  private static double[][] pseudoInverse(DMatrixRMaj matrix, DMatrixRMaj vectors, int power) {
    int size = matrix.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
    if (!eigen.decompose(matrix)) {
      throw new ArithmeticException("the eigenvalues of a covariance did not converge");
    }
    double[][] solved = new double[vectors.numRows][size];
    for (int i = 0; i < size; i++) {
      double variance = eigen.getEigenvalue(i).getReal();
      if (variance > LEAST_VARIANCE) {
        double[] direction = eigen.getEigenVector(i).data;
        for (int k = 0; k < solved.length; k++) {
          double along = 0;
          for (int j = 0; j < size; j++) {
            along += vectors.get(k, j) * direction[j];
          }
          Vectors.add(solved[k], along / Math.pow(variance, power), direction);
        }
      }
    }
    return solved;
  }

  private static double[][] arrays(DMatrixRMaj matrix) {
    double[][] rows = new double[matrix.numRows][matrix.numCols];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(matrix.data, i * matrix.numCols, rows[i], 0, matrix.numCols);
    }
    return rows;
  }
}
