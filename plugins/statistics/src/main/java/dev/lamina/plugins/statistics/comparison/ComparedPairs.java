package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.comparison.ComparedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The pairs of a sweep's runs that can be compared. They are those of the sweep as it was planned:
 * where a run failed, its pairs are left out, and no other run takes its place.
 *
 * @param others for each run that is first in a pair those that it is held against, in order
 * @param wanted how many pairs there would be if no run had failed
 */
record ComparedPairs(Map<ComparedRun, List<ComparedRun>> others, int wanted) {

  /**
   * The pairs of runs that came to their end.
   *
   * @param runs at least one
   * @throws IllegalArgumentException with a sentence, if there is none
   */
  static ComparedPairs of(RunPairs pairs, List<ComparedRun> runs) {
    Map<Integer, ComparedRun> byPlace = new TreeMap<>();
    runs.forEach(run -> byPlace.put(run.place().index(), run));
    int planned = runs.get(0).place().runs();
    List<RunPairs.Pair> wanted = pairs.of(planned);
    Map<ComparedRun, List<ComparedRun>> others = new LinkedHashMap<>();
    for (RunPairs.Pair pair : wanted) {
      ComparedRun first = byPlace.get(pair.first());
      ComparedRun second = byPlace.get(pair.second());
      if (first != null && second != null) {
        others.computeIfAbsent(first, run -> new ArrayList<>()).add(second);
      }
    }
    if (others.isEmpty()) {
      throw new IllegalArgumentException(
          "no pair of runs is left to compare with  pairs: %s: %d of %d runs came to their end (%s)"
              .formatted(
                  pairs.id(),
                  runs.size(),
                  planned,
                  runs.stream().map(ComparedRun::name).collect(Collectors.joining(", "))));
    }
    return new ComparedPairs(others, wanted.size());
  }

  /** How many pairs are left out, because a run of them failed. */
  int missing() {
    return wanted - others.values().stream().mapToInt(List::size).sum();
  }
}
