package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.comparison.ComparedRun;
import dev.lamina.api.comparison.ComparedRun.Found;
import dev.lamina.api.model.Component;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The 95% intervals of a run's numbers: of METRIC those that METRIC.low and METRIC.high are. */
final class Intervals {

  private final Map<Place, Double> numbers = new HashMap<>();

  private Intervals(ComparedRun run) {
    run.numbers().forEach(found -> numbers.put(Place.of(found, ""), found.value()));
  }

  static Intervals of(ComparedRun run) {
    return new Intervals(run);
  }

  /** An interval. */
  record Interval(double low, double high) {

    /** As a sentence has it: {@code [0.86, 0.93]}. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "[%.3g, %.3g]", low, high);
    }
  }

  /** What a number is about. */
  private record Place(
      String analysis, Optional<Component> component, OptionalInt layer, String name) {

    static Place of(Found found, String end) {
      return new Place(
          found.analysis(),
          found.component(),
          found.layer(),
          found.metric() + end + " " + found.group());
    }
  }

  /** That of a number; empty if the run has none. */
  Optional<Interval> of(Found found) {
    Double low = numbers.get(Place.of(found, ".low"));
    Double high = numbers.get(Place.of(found, ".high"));
    return low == null || high == null || Double.isNaN(low + high)
        ? Optional.empty()
        : Optional.of(new Interval(low, high));
  }

  /** How many prompts the runs have: {@code , n = 252}, {@code , n = 120 to 252}, or nothing. */
  static String count(List<ComparedRun> runs) {
    IntStream known = runs.stream().map(ComparedRun::prompts).flatMapToInt(OptionalInt::stream);
    int[] counts = known.sorted().toArray();
    if (counts.length == 0) {
      return "";
    }
    int most = counts[counts.length - 1];
    return counts[0] == most ? ", n = " + most : ", n = %d to %d".formatted(counts[0], most);
  }
}
