package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.config.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which runs of a sweep are held against each other. */
public enum RunPairs {
  @Doc("every two runs, or with more than 6 of them each with the first.")
  AUTO,
  @Doc("every two runs.")
  ALL,
  @Doc("the first run with each other one: the reference stands first in the sweep.")
  FIRST,
  @Doc("each run with the next, such as checkpoints in their order.")
  NEXT;

  private static final int MOST_OF_ALL = 6;

  /** Two runs by their places in the sweep, {@code first < second}. */
  record Pair(int first, int second) {}

  /**
   * The pairs, by their first run.
   *
   * @param runs how many the sweep has, whatever becomes of them
   */
  List<Pair> of(int runs) {
    List<Pair> pairs = new ArrayList<>();
    for (int first = 0; first < runs; first++) {
      for (int second = first + 1; second < runs; second++) {
        if (isWanted(first, second, runs)) {
          pairs.add(new Pair(first, second));
        }
      }
    }
    return pairs;
  }

  private boolean isWanted(int first, int second, int runs) {
    return switch (this) {
      case AUTO -> runs <= MOST_OF_ALL || first == 0;
      case ALL -> true;
      case FIRST -> first == 0;
      case NEXT -> second == first + 1;
    };
  }

  /** As a spec has it. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
