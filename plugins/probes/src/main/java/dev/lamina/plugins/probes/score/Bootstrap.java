package dev.lamina.plugins.probes.score;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws groups of prompts with replacement, as many as there are, {@value #RESAMPLES} times: the
 * percentile interval of the cluster bootstrap (Davison and Hinkley 1997, Bootstrap Methods and
 * their Application, sections 3.8 and 5.3.1). Prompts of a group, such as a fact and its
 * counterfactual, are drawn together since they are not independent. What it leaves out is how much
 * the fitted probes would change with other training prompts.
 *
 * <p>Layers and components share the draws.
 */
public final class Bootstrap {

  static final int RESAMPLES = 1000;

  private final int[] groups;
  private final int[] sizes;
  private final byte[][] counts; // [resamples, groups]

  /**
   * Draws.
   *
   * @param groups for each row its group, any numbers
   */
  public Bootstrap(int[] groups, SplittableRandom random) {
    int[] distinct = Arrays.stream(groups).distinct().sorted().toArray();
    this.groups = Arrays.stream(groups).map(of -> Arrays.binarySearch(distinct, of)).toArray();
    this.sizes = new int[distinct.length];
    for (int group : this.groups) {
      sizes[group]++;
    }
    this.counts = new byte[RESAMPLES][distinct.length];
    for (byte[] resample : counts) {
      for (int draw = 0; draw < distinct.length; draw++) {
        resample[random.nextInt(distinct.length)]++;
      }
    }
  }

  /**
   * The 95% interval of the share of rows that are right.
   *
   * @param share the estimate, which the interval is widened to where it is a mean over uneven
   *     folds
   */
  public Interval interval(double share, boolean[] right) {
    int[] rightOf = new int[sizes.length];
    for (int row = 0; row < right.length; row++) {
      rightOf[groups[row]] += right[row] ? 1 : 0;
    }
    double[] shares = Arrays.stream(counts).mapToDouble(of -> share(of, rightOf)).toArray();
    Arrays.sort(shares);
    double low = Math.min(share, quantile(shares, 0.025));
    double high = Math.max(share, quantile(shares, 0.975));
    return new Interval(share, low, high);
  }

  private double share(byte[] resample, int[] rightOf) {
    long right = 0;
    long rows = 0;
    for (int group = 0; group < resample.length; group++) {
      right += (long) resample[group] * rightOf[group];
      rows += (long) resample[group] * sizes[group];
    }
    return right / (double) rows;
  }

  /** Between the two nearest, as numpy's {@code quantile}. */
  private static double quantile(double[] sorted, double q) {
    double place = q * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** The groups of some rows. */
  public static int[] of(int[] groups, int[] rows) {
    return IntStream.of(rows).map(row -> groups[row]).toArray();
  }
}
