package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.figure.LineChart.Band;
import dev.lamina.plugins.statistics.comparison.Intervals.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run's numbers over its layers.
 *
 * @param intervals of those that have one
 */
record RunCurve(SortedMap<Integer, Double> values, SortedMap<Integer, Interval> intervals) {

  RunCurve() {
    this(new TreeMap<>(), new TreeMap<>());
  }

  /** The band of a line over all layers; empty where one has no interval. */
  Optional<Band> band() {
    return intervals.keySet().equals(values.keySet())
        ? Optional.of(
            new Band(
                intervals.values().stream().mapToDouble(Interval::low).toArray(),
                intervals.values().stream().mapToDouble(Interval::high).toArray()))
        : Optional.empty();
  }

  /** The value of a layer and its interval's ends, empty if it has none, as cells of a table. */
  List<Object> cells(int layer) {
    Optional<Interval> interval = Optional.ofNullable(intervals.get(layer));
    return List.of(
        values.getOrDefault(layer, Double.NaN),
        interval.<Object>map(Interval::low).orElse(""),
        interval.<Object>map(Interval::high).orElse(""));
  }

  /** The first of the largest values; NaN is the least. */
  Map.Entry<Integer, Double> best() {
    return values.entrySet().stream()
        .reduce((best, next) -> value(next) > value(best) ? next : best)
        .orElseThrow();
  }

  private static double value(Map.Entry<Integer, Double> point) {
    return Double.isNaN(point.getValue()) ? Double.NEGATIVE_INFINITY : point.getValue();
  }
}
