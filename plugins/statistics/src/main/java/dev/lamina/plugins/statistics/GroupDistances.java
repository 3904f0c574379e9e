package dev.lamina.plugins.statistics;

import dev.lamina.api.activation.Matrix;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.measure.Centroids;
import dev.lamina.plugins.statistics.measure.Moments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The groups of one layer: how large their rows are and how far apart their centroids.
 *
 * @param norms for each group the moments of its rows' L2 norms
 * @param pairs every pair of groups once
 */
record GroupDistances(List<Moments> norms, List<Pair> pairs) {

  /**
   * Two groups.
   *
   * @param euclidean distance of the centroids
   * @param cosine one minus the cosine of the centroids
   * @param chance the Euclidean distance to expect of random draws
   */
  record Pair(int first, int second, double euclidean, double cosine, double chance) {}

  static GroupDistances of(Matrix matrix, Groups groups) {
    Centroids centroids = Centroids.of(matrix, groups);
    List<Pair> pairs = new ArrayList<>();
    for (int first = 0; first < groups.count(); first++) {
      for (int second = first + 1; second < groups.count(); second++) {
        pairs.add(
            new Pair(
                first,
                second,
                centroids.euclidean(first, second),
                centroids.cosine(first, second),
                centroids.byChance(first, second)));
      }
    }
    return new GroupDistances(List.of(centroids.norms()), pairs);
  }

  double mean(ToDoubleFunction<Pair> quantity) {
    return pairs.stream().mapToDouble(quantity).average().orElseThrow();
  }

  /** The pair of the largest Euclidean distance. */
  Pair farthest() {
    return pairs.stream().max(Comparator.comparingDouble(Pair::euclidean)).orElseThrow();
  }

  /** The Euclidean distance of two different groups. */
  double euclidean(int first, int second) {
    return pairs.stream()
        .filter(pair -> pair.first() == Math.min(first, second))
        .filter(pair -> pair.second() == Math.max(first, second))
        .mapToDouble(Pair::euclidean)
        .findFirst()
        .orElseThrow();
  }
}
