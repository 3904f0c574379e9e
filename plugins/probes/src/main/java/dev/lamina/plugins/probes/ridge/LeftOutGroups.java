package dev.lamina.plugins.probes.ridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * What a {@link Ridge} regression errs by on each group if it is fitted without it, in closed form:
 * with H the matrix that takes targets to fitted values and e the residuals of all rows, the errors
 * on a group are {@code (I - H_gg)^-1 e_g}. For groups of one row that is leaving one out, which is
 * how scikit-learn's RidgeCV chooses (Golub, Heath and Wahba 1979, equation 1.2, before they
 * generalize it).
 */
final class LeftOutGroups {

  private final Ridge ridge;
  private final List<int[]> groups;
  private final double[][] places;

  /**
   * Prepares.
   *
   * @param groups for each row its group; where there is only one, rows are left out one by one
   */
  LeftOutGroups(Ridge ridge, int[] groups) {
    Map<Integer, List<Integer>> members = new LinkedHashMap<>();
    boolean several = Arrays.stream(groups).distinct().count() > 1;
    for (int row = 0; row < groups.length; row++) {
      members.computeIfAbsent(several ? groups[row] : row, of -> new ArrayList<>()).add(row);
    }
    this.ridge = ridge;
    this.groups =
        members.values().stream()
            .map(rows -> rows.stream().mapToInt(row -> row).toArray())
            .toList();
    this.places = ridge.places();
  }

  /** For each of some targets the penalty with the least squared error; of equal ones the first. */
  double[] best(List<double[]> targets, double[] alphas) {
    double[] best = new double[targets.size()];
    double[] least = new double[targets.size()];
    Arrays.fill(best, alphas[0]);
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (double alpha : alphas) {
      double[] errors = squaredErrors(targets, alpha);
      for (int i = 0; i < errors.length; i++) {
        if (errors[i] < least[i]) {
          least[i] = errors[i];
          best[i] = alpha;
        }
      }
    }
    return best;
  }

  /** The sum of squared errors on all rows, each left out with its group. */
  double[] squaredErrors(List<double[]> targets, double alpha) {
    double[] shares = ridge.shrinkage(alpha);
    double[][] residuals = targets.stream().map(y -> residuals(y, shares)).toArray(double[][]::new);
    double[] sums = new double[residuals.length];
    for (int[] group : groups) {
      add(sums, group, residuals, shares);
    }
    return sums;
  }

  private double[] residuals(double[] y, double[] shares) {
    double mean = Arrays.stream(y).average().orElse(0);
    double[] fitted = ridge.coordinates(y);
    for (int i = 0; i < fitted.length; i++) {
      fitted[i] *= shares[i];
    }
    double[] residuals = new double[y.length];
    for (int row = 0; row < y.length; row++) {
      double sum = 0;
      for (int i = 0; i < fitted.length; i++) {
        sum += places[row][i] * fitted[i];
      }
      residuals[row] = y[row] - mean - sum;
    }
    return residuals;
  }

  private void add(double[] sums, int[] group, double[][] residuals, double[] shares) {
    int m = group.length;
    DMatrixRMaj left = new DMatrixRMaj(m, m);
    for (int a = 0; a < m; a++) {
      for (int b = a; b < m; b++) {
        double hat = 1.0 / ridge.count();
        for (int i = 0; i < shares.length; i++) {
          hat += shares[i] * places[group[a]][i] * places[group[b]][i];
        }
        left.set(a, b, (a == b ? 1 : 0) - hat);
        left.set(b, a, (a == b ? 1 : 0) - hat);
      }
    }
    DMatrixRMaj of = new DMatrixRMaj(m, residuals.length);
    IntStream.range(0, m)
        .forEach(
            a ->
                IntStream.range(0, sums.length).forEach(t -> of.set(a, t, residuals[t][group[a]])));
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(m);
    DMatrixRMaj errors = new DMatrixRMaj(m, residuals.length);
    if (!solver.setA(left)) {
      Arrays.fill(sums, Double.POSITIVE_INFINITY); // the others say nothing of this group
      return;
    }
    solver.solve(of, errors);
    for (int a = 0; a < m; a++) {
      for (int t = 0; t < sums.length; t++) {
        sums[t] += errors.get(a, t) * errors.get(a, t);
      }
    }
  }
}
