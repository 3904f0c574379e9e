package dev.lamina.plugins.probes.score;

import java.util.Arrays;

/**
 * The corrected resampled t-test of Nadeau and Bengio 2003, Inference for the Generalization Error,
 * section 3.2.1, one-sided: whether the mean accuracy over k folds is above a share that is known.
 * Training sets of folds overlap, so that their accuracies vary together; therefore the variance of
 * the mean is taken as {@code (1 / k + n_test / n_train) s^2} with n_test / n_train = 1 / (k - 1),
 * and s^2 is not believed to be less than that of so many prompts drawn anew.
 */
public final class ResampledTest {

  private ResampledTest() {}

  /**
   * Tests.
   *
   * @param accuracies a fold each, two or more
   * @param chance the share to be above
   * @param rows of all folds
   */
  public static double pValue(double[] accuracies, double chance, int rows) {
    int k = accuracies.length;
    double mean = Arrays.stream(accuracies).sum() / k;
    double squares = Arrays.stream(accuracies).map(of -> (of - mean) * (of - mean)).sum();
    double share = (mean * rows + 1) / (rows + 2); // not 0 or 1, which would not vary
    double least = share * (1 - share) * k / rows;
    double variance = Math.max(squares / (k - 1), least) * (1.0 / k + 1.0 / (k - 1));
    return above((mean - chance) / Math.sqrt(variance), k - 1);
  }

  /** {@code P(T > t)} of Student's distribution. */
  static double above(double t, int freedom) {
    double outside = (1 - within(Math.abs(t), freedom)) / 2;
    return Math.max(0, t > 0 ? outside : 1 - outside);
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
