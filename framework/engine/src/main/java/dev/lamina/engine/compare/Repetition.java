package dev.lamina.engine.compare;

import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.MetricKey;
import dev.lamina.engine.journal.PastRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the numbers of a run that was repeated are from those of the first.
 *
 * @param equal how many are the same, bit for bit
 * @param differing those that are not, the largest difference first
 * @param missing what only one of the runs has
 */
public record Repetition(int equal, List<Difference> differing, List<String> missing) {

  /** What another number of threads may change: a share of the number, or of 1. */
  public static final double ROUNDING = 1e-5;

  public Repetition {
    differing = List.copyOf(differing);
    missing = List.copyOf(missing);
  }

  /**
   * A number that is not the same.
   *
   * @param what the metric and its layer
   */
  public record Difference(String what, double first, double again) {

    /** As a share of the number, or of 1 if that is more. */
    public double size() {
      return Math.abs(again - first) / Math.max(1, Math.abs(first));
    }

    /** NaN is further away than anything. */
    boolean isRounding() {
      return size() <= ROUNDING;
    }
  }

  /** Compares a run with its repetition. */
  public static Repetition of(PastRun first, PastRun again) {
    Map<String, Double> before = numbers(first);
    Map<String, Double> after = numbers(again);
    int equal = 0;
    List<Difference> differing = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, Double> number : before.entrySet()) {
      Double other = after.remove(number.getKey());
      if (other == null) {
        missing.add(number.getKey());
      } else if (number.getValue().equals(other)) { // NaN equals NaN
        equal++;
      } else {
        differing.add(new Difference(number.getKey(), number.getValue(), other));
      }
    }
    missing.addAll(after.keySet());
    differing.sort(Comparator.comparingDouble(Difference::size).reversed());
    return new Repetition(equal, differing, missing);
  }

  private static Map<String, Double> numbers(PastRun run) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (PastRun.LoggedMetric logged : run.metrics()) {
      Event.MetricFound found = logged.metric();
      String key = MetricKey.of(found).toString();
      numbers.put(
          found.layer().isEmpty() ? key : key + " of layer " + found.layer(), found.number());
    }
    return numbers;
  }

  /** Whether all numbers are there and the same. */
  public boolean isExact() {
    return differing.isEmpty() && missing.isEmpty();
  }

  /** Whether all numbers are there and differ by no more than rounding. */
  public boolean isWithinRounding() {
    return missing.isEmpty() && differing.stream().allMatch(Difference::isRounding);
  }
}
