package dev.lamina.plugins.statistics.spectrum;

import dev.lamina.api.activation.Matrix;
import java.util.Arrays;

/**
 * The dimension of the surface that rows lie on, from each row's two nearest neighbours (TwoNN,
 * Facco et al. 2017). Where the density is even over two neighbours, mu = r2 / r1 has the
 * distribution {@code F(mu) = 1 - mu^-d}; d is the slope through 0 of {@code -log(1 - F)} over
 * {@code log mu}, F being the share of rows with a mu at most as large, without the tenth of the
 * rows whose mu is largest. Rows that another one equals are left out. Equal to scikit-dimension's
 * {@code TwoNN}.
 */
public final class TwoNearest {

  private static final double KEPT = 0.9;

  private TwoNearest() {}

  /** The dimension; NaN of fewer than two rows that are kept, or where all their mu are 1. */
  public static double dimension(Matrix matrix, int[] rows) {
    double[] logs = sortedLogs(matrix, rows);
    int kept = (int) (logs.length * KEPT);
    if (kept < 2) {
      return Double.NaN;
    }
    double products = 0;
    double squares = 0;
    for (int i = 0; i < kept; i++) {
      products += logs[i] * -Math.log(1 - (i + 1.0) / logs.length);
      squares += logs[i] * logs[i];
    }
    return squares > 0 ? products / squares : Double.NaN;
  }

  /** {@code log mu} of the rows that have one, ascending. */
  private static double[] sortedLogs(Matrix matrix, int[] rows) {
    int n = rows.length;
    double[][] values = new double[n][];
    double[] first = new double[n];
    double[] second = new double[n];
    Arrays.fill(first, Double.POSITIVE_INFINITY);
    Arrays.fill(second, Double.POSITIVE_INFINITY);
    for (int i = 0; i < n; i++) {
      values[i] = doubles(matrix.row(rows[i]));
      for (int j = 0; j < i; j++) {
        double squared = squared(values[i], values[j]);
        nearer(squared, i, first, second);
        nearer(squared, j, first, second);
      }
    }
    double[] logs = new double[n];
    int found = 0;
    for (int i = 0; i < n; i++) {
      if (first[i] > 0 && Double.isFinite(second[i])) {
        logs[found++] = Math.log(second[i] / first[i]) / 2; // of squared distances
      }
    }
    double[] sorted = Arrays.copyOf(logs, found);
    Arrays.sort(sorted);
    return sorted;
  }

  private static void nearer(double squared, int i, double[] first, double[] second) {
    if (squared < first[i]) {
      second[i] = first[i];
      first[i] = squared;
    } else if (squared < second[i]) {
      second[i] = squared;
    }
  }

  private static double[] doubles(float[] row) {
    double[] values = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      values[j] = row[j];
    }
    return values;
  }

  /** Four sums side by side, as the processor adds them so. */
  private static double squared(double[] a, double[] b) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int j = 0;
    for (; j + 3 < a.length; j += 4) {
      first += (a[j] - b[j]) * (a[j] - b[j]);
      second += (a[j + 1] - b[j + 1]) * (a[j + 1] - b[j + 1]);
      third += (a[j + 2] - b[j + 2]) * (a[j + 2] - b[j + 2]);
      fourth += (a[j + 3] - b[j + 3]) * (a[j + 3] - b[j + 3]);
    }
    for (; j < a.length; j++) {
      first += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return first + second + third + fourth;
  }
}
