package dev.lamina.plugins.statistics.measure;

/**
 * How the means of a number differ in two groups, L2 norms say.
 *
 * @param first the numbers of the first group
 * @param second the numbers of the second group
 */
public record MeanDifference(Moments first, Moments second) {

  /** Mean of the first group minus mean of the second. */
  public double difference() {
    return first.mean() - second.mean();
  }

  /** The difference in percent of the second group's mean; NaN if that is 0. */
  public double percent() {
    return second.mean() == 0 ? Double.NaN : 100 * difference() / second.mean();
  }

  /**
   * Cohen's d (1988, section 2.5): the difference in pooled standard deviations, {@code s^2 =
   * ((n1-1) s1^2 + (n2-1) s2^2) / (n1+n2-2)}; NaN if there is no spread.
   */
  public double effectSize() {
    double pooled = (first.squares() + second.squares()) / (first.count() + second.count() - 2);
    return pooled > 0 ? difference() / Math.sqrt(pooled) : Double.NaN;
  }

  /**
   * The standard error of the difference for unequal variances (Welch): {@code s1^2/n1 + s2^2/n2}.
   */
  public double standardError() {
    return Math.sqrt(
        first.sampleVariance() / first.count() + second.sampleVariance() / second.count());
  }
}
