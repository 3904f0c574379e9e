package dev.lamina.plugins.probes.score;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

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

  /** The square of 1.96, the 97.5% point of the normal distribution. */
  private static final double Z_SQUARED = 3.8415;

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
   * The 95% interval of the share of rows that are right. Where all are right, or none, draws have
   * nothing to say, and it is Wilson's score interval of as many groups.
   *
   * @param share the estimate, which the interval is widened to where it is a mean over uneven
   *     folds
   */
  public Interval interval(double share, boolean[] right) {
    double[] once = new double[right.length];
    for (int row = 0; row < right.length; row++) {
      once[row] = right[row] ? 1 : 0;
    }
    return interval(share, once);
  }

  /**
   * The same where rows are tested several times.
   *
   * @param right for each row how often it is right, 0 to 1
   */
  public Interval interval(double share, double[] right) {
    double[] rightOf = new double[sizes.length];
    for (int row = 0; row < right.length; row++) {
      rightOf[groups[row]] += right[row];
    }
    double wrong = right.length - Arrays.stream(rightOf).sum();
    if (wrong == 0 || wrong == right.length) {
      return wilson(share);
    }
    return around(share, Arrays.stream(counts).mapToDouble(of -> share(of, rightOf)).toArray());
  }

  /**
   * The mean of the rows of class 0 less that of class 1, with its 95% interval. Draws without one
   * of the classes are left out.
   *
   * @param values for each row its value; NaN leaves the row out
   * @param labels for each row its class, 0 or 1
   */
  public Interval difference(double[] values, int[] labels) {
    Difference of = new Difference(values, labels);
    return around(of.all(), drawn(of::in));
  }

  /**
   * The difference of the classes in a part as a share of that in the whole, drawn together.
   *
   * @param labels for each row its class, 0 or 1
   */
  public Interval share(double[] part, double[] whole, int[] labels) {
    Difference ofPart = new Difference(part, labels);
    Difference ofWhole = new Difference(whole, labels);
    return around(ofPart.all() / ofWhole.all(), drawn(draw -> ofPart.in(draw) / ofWhole.in(draw)));
  }

  /**
   * Any statistic; draws where it is not finite are left out.
   *
   * @param ofTimes the statistic of rows that are there so many times each
   */
  public Interval interval(double estimate, ToDoubleFunction<int[]> ofTimes) {
    return around(estimate, drawnTimes(ofTimes));
  }

  /**
   * A probability such as the area under a ROC curve. Where it is 1 in every draw, or 0, its
   * interval is Wilson's, as that of a share.
   *
   * @param ofTimes the probability in rows that are there so many times each
   */
  public Interval probability(double estimate, ToDoubleFunction<int[]> ofTimes) {
    double[] drawn = drawnTimes(ofTimes);
    boolean certain = Arrays.stream(drawn).allMatch(value -> value == estimate);
    return certain && (estimate == 0 || estimate == 1) ? wilson(estimate) : around(estimate, drawn);
  }

  /**
   * How much more often one is right than another. Where they never differ, each may in as many
   * groups as Wilson's interval of none leaves open.
   *
   * @param differences for each row, -1 to 1
   */
  public Interval change(double estimate, double[] differences) {
    if (Arrays.stream(differences).allMatch(value -> value == 0)) {
      double unseen = wilson(0).high();
      return new Interval(estimate, estimate - unseen, estimate + unseen);
    }
    return interval(estimate, times -> mean(differences, times));
  }

  private static double mean(double[] values, int[] times) {
    double sum = 0;
    long rows = 0;
    for (int row = 0; row < times.length; row++) {
      sum += times[row] * values[row];
      rows += times[row];
    }
    return sum / rows;
  }

  private double[] drawnTimes(ToDoubleFunction<int[]> ofTimes) {
    int[] times = new int[groups.length];
    return drawn(
        draw -> {
          for (int row = 0; row < times.length; row++) {
            times[row] = draw[groups[row]];
          }
          return ofTimes.applyAsDouble(times);
        });
  }

  /** Of a share of 0 or 1 of the groups. */
  private Interval wilson(double share) {
    double unseen = Z_SQUARED / (sizes.length + Z_SQUARED);
    return share == 1 ? new Interval(share, 1 - unseen, 1) : new Interval(share, 0, unseen);
  }

  private double[] drawn(ToDoubleFunction<byte[]> statistic) {
    return Arrays.stream(counts).mapToDouble(statistic).filter(Double::isFinite).toArray();
  }

  /** Of the means of two classes, by group, so that draws need no rows. */
  private final class Difference {

    private final double[][] sums = new double[2][sizes.length];
    private final int[][] rows = new int[2][sizes.length];

    Difference(double[] values, int[] labels) {
      for (int row = 0; row < values.length; row++) {
        if (!Double.isNaN(values[row])) {
          sums[labels[row]][groups[row]] += values[row];
          rows[labels[row]][groups[row]]++;
        }
      }
    }

    double in(byte[] draw) {
      return mean(draw, sums[0], rows[0]) - mean(draw, sums[1], rows[1]);
    }

    double all() {
      byte[] once = new byte[sizes.length];
      Arrays.fill(once, (byte) 1);
      return in(once);
    }
  }

  private static double mean(byte[] resample, double[] sums, int[] rows) {
    double sum = 0;
    long count = 0;
    for (int group = 0; group < resample.length; group++) {
      sum += resample[group] * sums[group];
      count += (long) resample[group] * rows[group];
    }
    return sum / count;
  }

  private static Interval around(double estimate, double[] drawn) {
    if (drawn.length == 0) {
      return new Interval(estimate, estimate, estimate);
    }
    Arrays.sort(drawn);
    double low = Math.min(estimate, quantile(drawn, 0.025));
    double high = Math.max(estimate, quantile(drawn, 0.975));
    return new Interval(estimate, low, high);
  }

  private double share(byte[] resample, double[] rightOf) {
    double right = 0;
    long rows = 0;
    for (int group = 0; group < resample.length; group++) {
      right += resample[group] * rightOf[group];
      rows += (long) resample[group] * sizes[group];
    }
    return right / rows;
  }

  /** Between the two nearest, as numpy's {@code quantile}. */
  private static double quantile(double[] sorted, double q) {
    double place = q * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
