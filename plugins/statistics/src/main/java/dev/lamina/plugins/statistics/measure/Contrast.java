package dev.lamina.plugins.statistics.measure;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The two groups whose mean norms are farthest apart.
 *
 * @param most the group of the largest mean
 * @param least the group of the smallest mean
 * @param norms their norms, {@code most} first
 */
public record Contrast(int most, int least, MeanDifference norms) {

  /** Picks them among groups by the moments of their norms. */
  public static Contrast of(List<Moments> groups) {
    Comparator<Integer> byMean = Comparator.comparingDouble(group -> groups.get(group).mean());
    List<Integer> ascending = IntStream.range(0, groups.size()).boxed().sorted(byMean).toList();
    int least = ascending.get(0);
    int most = ascending.get(ascending.size() - 1);
    return new Contrast(most, least, new MeanDifference(groups.get(most), groups.get(least)));
  }

  /** By how many percent the larger mean exceeds the smaller; 0 where that is not defined. */
  public double percent() {
    return definedOrZero(norms.percent());
  }

  /** Cohen's d of the two; 0 where that is not defined. */
  public double effectSize() {
    return definedOrZero(norms.effectSize());
  }

  private static double definedOrZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
