package dev.lamina.plugins.statistics.measure;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Ranks and their correlation. */
public final class Ranks {

  private Ranks() {}

  /** The rank of each value, 1 being the least; equal values share their mean rank. */
  public static double[] of(double[] values) {
    List<Integer> ascending =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> values[i]))
            .toList();
    double[] ranks = new double[values.length];
    int start = 0;
    while (start < values.length) {
      int end = start + 1;
      while (end < values.length && values[ascending.get(end)] == values[ascending.get(start)]) {
        end++;
      }
      for (int i = start; i < end; i++) {
        ranks[ascending.get(i)] = (start + 1 + end) / 2.0;
      }
      start = end;
    }
    return ranks;
  }

  /** Spearman's rho: Pearson's correlation of the ranks; NaN if all values of one are equal. */
  public static double spearman(double[] x, double[] y) {
    return correlation(of(x), of(y));
  }

  /** Pearson's correlation; NaN if all values of one are equal. */
  public static double correlation(double[] x, double[] y) {
    double meanX = IntStream.range(0, x.length).mapToDouble(i -> x[i]).sum() / x.length;
    double meanY = IntStream.range(0, y.length).mapToDouble(i -> y[i]).sum() / y.length;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Double.NaN;
  }
}
