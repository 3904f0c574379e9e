package dev.lamina.plugins.statistics.item;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The bootstrap over items (Efron and Tibshirani 1993, chapters 6 and 13): items are drawn with
 * replacement, as many as there are, and all rows of an item come with it. Everything that is
 * estimated with one bootstrap sees the same draws.
 */
public final class Bootstrap {

  private final List<int[]> draws = new ArrayList<>();

  /** Draws items {@code resamples} times. */
  public Bootstrap(int items, int resamples, SplittableRandom random) {
    this(IntStream.range(0, items).toArray(), resamples, random);
  }

  /**
   * Draws clusters of items that depend on each other, each with all its items (Davison and Hinkley
   * 1997, section 3.8).
   *
   * @param clusters each item's cluster, counted from 0
   */
  public Bootstrap(int[] clusters, int resamples, SplittableRandom random) {
    int count = Arrays.stream(clusters).max().orElse(-1) + 1;
    for (int draw = 0; draw < resamples; draw++) {
      int[] times = new int[count];
      for (int i = 0; i < count; i++) {
        times[random.nextInt(count)]++;
      }
      draws.add(Arrays.stream(clusters).map(cluster -> times[cluster]).toArray());
    }
  }

  /**
   * A statistic of every draw, [resamples].
   *
   * @param statistic takes how often each item was drawn, [items]
   */
  public double[] replicates(ToDoubleFunction<int[]> statistic) {
    return draws.stream().mapToDouble(statistic).toArray();
  }

  /** The mean of one score an item, and its replicates. */
  public Estimate mean(double[] scores) {
    double mean = Arrays.stream(scores).average().orElseThrow();
    return new Estimate(
        mean,
        replicates(
            times -> {
              double sum = 0;
              long drawn = 0;
              for (int i = 0; i < times.length; i++) {
                sum += times[i] * scores[i];
                drawn += times[i];
              }
              return sum / drawn;
            }));
  }

  /**
   * Several statistics at once of the items as they are, and their replicates.
   *
   * @param statistics takes how often each item was drawn; gives one value a statistic
   */
  public List<Estimate> ofSeveral(Function<int[], double[]> statistics, int items) {
    int[] once = new int[items];
    Arrays.fill(once, 1);
    double[] values = statistics.apply(once);
    List<double[]> found = draws.stream().map(statistics).toList();
    return IntStream.range(0, values.length)
        .mapToObj(i -> new Estimate(values[i], found.stream().mapToDouble(of -> of[i]).toArray()))
        .toList();
  }

  /** A statistic of the items as they are, and its replicates. */
  public Estimate of(ToDoubleFunction<int[]> statistic, int items) {
    int[] once = new int[items];
    Arrays.fill(once, 1);
    return new Estimate(statistic.applyAsDouble(once), replicates(statistic));
  }
}
