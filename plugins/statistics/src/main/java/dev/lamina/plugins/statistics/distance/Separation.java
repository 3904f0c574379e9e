package dev.lamina.plugins.statistics.distance;

import dev.lamina.plugins.statistics.item.Bootstrap;
import dev.lamina.plugins.statistics.item.Estimate;
import java.util.ArrayList;
import java.util.List;

/**
 * Distances of pairs within items against those of pairs between items. {@code auc} is the
 * probability that a pair within an item is nearer than one between two, equal ones counting half:
 * Mann and Whitney's U over the product of the counts.
 *
 * @param within mean distance
 * @param between mean distance
 * @param ratio within over between
 */
record Separation(Estimate within, Estimate between, Estimate ratio, Estimate auc) {

  /** The name of each number in metrics, in the order of {@link #estimates}. */
  static final List<String> NAMES = List.of("within", "between", "ratio", "auc");

  List<Estimate> estimates() {
    return List.of(within, between, ratio, auc);
  }

  /**
   * Measures it. In a draw of the bootstrap a pair of one unit counts as often as that was drawn, a
   * pair of two as often as both were drawn together; copies of one make no pair.
   *
   * @param within distances of the pairs that share an item
   * @param between distances of the others
   */
  static Separation of(
      RowPairs withinPairs,
      double[] within,
      RowPairs betweenPairs,
      double[] between,
      Bootstrap bootstrap,
      int units) {
    Sorted sorted = Sorted.of(withinPairs, within);
    int[] below = new int[between.length];
    int[] upTo = new int[between.length];
    for (int i = 0; i < between.length; i++) {
      below[i] = sorted.count(between[i], false);
      upTo[i] = sorted.count(between[i], true);
    }
    List<Estimate> numbers =
        bootstrap.ofSeveral(
            times -> measure(times, sorted, betweenPairs, between, below, upTo), units);
    return new Separation(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
  }

  /** Distances within items, ascending, with their units. */
  private record Sorted(double[] values, int[] units) {

    static Sorted of(RowPairs pairs, double[] distances) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < distances.length; i++) {
        order.add(i);
      }
      order.sort((a, b) -> Double.compare(distances[a], distances[b]));
      return new Sorted(
          order.stream().mapToDouble(i -> distances[i]).toArray(),
          order.stream().mapToInt(i -> pairs.firstUnit()[i]).toArray());
    }

    /** How many are less than a value, or not more than it. */
    int count(double value, boolean equal) {
      int low = 0;
      int high = values.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (values[middle] < value || (equal && values[middle] == value)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  private static double[] measure(
      int[] times,
      Sorted within,
      RowPairs betweenPairs,
      double[] between,
      int[] below,
      int[] upTo) {
    double[] weights = new double[within.values.length + 1]; // of the least k distances
    double sumWithin = 0;
    for (int i = 0; i < within.values.length; i++) {
      int weight = times[within.units[i]];
      weights[i + 1] = weights[i] + weight;
      sumWithin += weight * within.values[i];
    }
    double pairs = 0;
    double sumBetween = 0;
    double nearer = 0;
    for (int i = 0; i < between.length; i++) {
      int first = betweenPairs.firstUnit()[i];
      int second = betweenPairs.secondUnit()[i];
      int weight = first == second ? times[first] : times[first] * times[second];
      if (weight > 0) {
        pairs += weight;
        sumBetween += weight * between[i];
        nearer += weight * (weights[below[i]] + weights[upTo[i]]) / 2;
      }
    }
    double all = weights[weights.length - 1];
    double meanWithin = all > 0 ? sumWithin / all : Double.NaN;
    double meanBetween = pairs > 0 ? sumBetween / pairs : Double.NaN;
    return new double[] {
      meanWithin,
      meanBetween,
      meanBetween > 0 ? meanWithin / meanBetween : Double.NaN,
      all > 0 && pairs > 0 ? nearer / (all * pairs) : Double.NaN
    };
  }
}
