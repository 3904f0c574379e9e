package dev.lamina.plugins.probes.score;

import java.util.Arrays;

/**
 * A mean over folds with its 95% interval {@code mean +- t s / sqrt(k)}, where s is the standard
 * deviation over the k folds (divisor k - 1) and t the 97.5% point of Student's distribution with k
 * - 1 degrees of freedom; cut to [0, 1]. Folds share training rows, so the interval is a guide
 * rather than exact (Bengio and Grandvalet 2004).
 */
public record Interval(double mean, double low, double high) {

  /** Measures shares, each between 0 and 1. */
  public static Interval of(double[] shares) {
    int k = shares.length;
    double mean = Arrays.stream(shares).sum() / k;
    double squares = Arrays.stream(shares).map(share -> (share - mean) * (share - mean)).sum();
    double half = student975(k - 1) * Math.sqrt(squares / (k - 1) / k);
    return new Interval(mean, Math.max(0, mean - half), Math.min(1, mean + half));
  }

  /** Whether a value is between the ends. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** The t with {@code P(|T| <= t) = 0.95}, by bisection. */
  static double student975(int freedom) {
    double low = 1.9;
    double high = 13;
    while (high - low > 1e-12 * high) {
      double middle = (low + high) / 2;
      if (within(middle, freedom) < 0.95) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
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
