package dev.lamina.plugins.probes.score;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether the accuracy on held-out rows is above a share that is known, one-sided. The variance of
 * the share of rows that are right is that of groups drawn from many (a cluster-robust variance),
 * times {@code 1 + k n_test / n_train} because the training sets of the k folds overlap, so that
 * their probes err together: the correction of Nadeau and Bengio 2003, Inference for the
 * Generalization Error, section 3.2.1, who take the variance over folds instead, of which there are
 * too few. Measured on random labels by {@code experiments/benchmarks/null}.
 */
public final class ResampledTest {

  /** Less is not told from 0 beside 1. */
  private static final double LEAST = 1e-16;

  private ResampledTest() {}

  /**
   * Tests.
   *
   * @param right for each row how often its class is predicted when it is held out, 0 to 1
   * @param groups for each row its group
   * @param chance the share to be above
   * @param overlap all tested rows by the training rows of a fold, as {@link
   *     dev.lamina.plugins.probes.split.Folds#overlap}
   */
  public static double pValue(double[] right, int[] groups, double chance, double overlap) {
    Map<Integer, double[]> ofGroup = new LinkedHashMap<>(); // right, rows
    double count = 0;
    for (int row = 0; row < right.length; row++) {
      double[] of = ofGroup.computeIfAbsent(groups[row], group -> new double[2]);
      of[0] += right[row];
      of[1]++;
      count += right[row];
    }
    double share = count / right.length;
    double squares = 0;
    for (double[] of : ofGroup.values()) {
      double excess = (of[0] - share * of[1]) / right.length;
      squares += excess * excess;
    }
    int n = ofGroup.size();
    if (n < 2) {
      return 1;
    }
    double least = 1.0 / n / n; // where all groups are alike they may have been lucky
    double variance = Math.max(least, squares * n / (n - 1)) * (1 + overlap);
    return above((share - chance) / Math.sqrt(variance), n - 1);
  }

  /** {@code P(T > t)} of Student's distribution. */
  static double above(double t, int freedom) {
    double outside = (1 - within(Math.abs(t), freedom)) / 2;
    return Math.max(LEAST, t > 0 ? outside : 1 - outside);
  }

  /** {@code P(|T| <= t)} as a finite sum (Abramowitz and Stegun 26.7.3 and 26.7.4). */
  private static double within(double t, int freedom) {
    double angle = Math.atan(t / Math.sqrt(freedom));
    double cos2 = Math.cos(angle) * Math.cos(angle);
    boolean odd = freedom % 2 == 1;
    double term = odd ? Math.cos(angle) : 1;
    double sum = 0;
    for (int i = odd ? 3 : 2; i <= freedom; i += 2) {
      sum += term;
      term *= cos2 * (i - 1) / i;
    }
    return odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  }
}
