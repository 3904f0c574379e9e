package dev.lamina.plugins.statistics.item;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The bootstrap over items (Efron and Tibshirani 1993, chapters 6 and 13): items are drawn with
 * replacement, as many as there are, and all rows of an item come with it. Everything that is
 * estimated with one bootstrap sees the same draws, and layers may be estimated at the same time.
 *
 * <p>Draws are made anew for each statistic and not kept: one statistic takes 8 bytes an item and 8
 * a draw, however many of both there are.
 */
public final class Bootstrap {

  private final int[] clusters; // of each item
  private final int count; // of clusters
  private final int resamples;
  private final Supplier<SplittableRandom> random;

  /** Draws items {@code resamples} times. */
  public Bootstrap(int items, int resamples, Supplier<SplittableRandom> random) {
    this(IntStream.range(0, items).toArray(), resamples, random);
  }

  /**
   * Draws clusters of items that depend on each other, each with all its items (Davison and Hinkley
   * 1997, section 3.8).
   *
   * @param clusters each item's cluster, counted from 0
   * @param random gives the same numbers each time that it is asked
   */
  public Bootstrap(int[] clusters, int resamples, Supplier<SplittableRandom> random) {
    this.clusters = clusters.clone();
    this.count = Arrays.stream(clusters).max().orElse(-1) + 1;
    this.resamples = resamples;
    this.random = random;
  }

  /** Hands over each draw: how often each item was drawn. The array is the next draw's, too. */
  private void draw(Consumer<int[]> use) {
    SplittableRandom numbers = random.get();
    int[] times = new int[count];
    int[] ofItems = new int[clusters.length];
    for (int draw = 0; draw < resamples; draw++) {
      Arrays.fill(times, 0);
      for (int i = 0; i < count; i++) {
        times[numbers.nextInt(count)]++;
      }
      for (int item = 0; item < ofItems.length; item++) {
        ofItems[item] = times[clusters[item]];
      }
      use.accept(ofItems);
    }
  }

  /**
   * A statistic of every draw, [resamples].
   *
   * @param statistic takes how often each item was drawn, [items], and does not keep it
   */
  public double[] replicates(ToDoubleFunction<int[]> statistic) {
    DoubleStream.Builder found = DoubleStream.builder();
    draw(times -> found.add(statistic.applyAsDouble(times)));
    return found.build().toArray();
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
   * @param statistics takes how often each item was drawn and does not keep it; gives one value a
   *     statistic
   */
  public List<Estimate> ofSeveral(Function<int[], double[]> statistics, int items) {
    int[] once = new int[items];
    Arrays.fill(once, 1);
    double[] values = statistics.apply(once);
    List<double[]> found = new ArrayList<>();
    draw(times -> found.add(statistics.apply(times)));
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
