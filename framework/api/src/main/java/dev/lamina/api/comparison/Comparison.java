package dev.lamina.api.comparison;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.problem.Problems;
import java.util.List;

/** Computes something from the results of several runs. */
public interface Comparison {

  /**
   * Reports what is wrong with the configuration for these runs: all that can be known before they
   * run.
   *
   * @param runs all of the sweep, in its order
   */
  default void check(List<ComparedDesign> runs, Problems problems) {}

  /**
   * Compares. A number about one run has the run's name as its {@linkplain
   * dev.lamina.api.analysis.Metric#in group}.
   *
   * @param runs those that came to their end, in the order of the sweep; at least one
   * @throws IllegalArgumentException with a sentence, if the runs lack what the configuration asks
   *     for
   */
  void compare(List<ComparedRun> runs, Findings findings);
}
