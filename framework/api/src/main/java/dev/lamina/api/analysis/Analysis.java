package dev.lamina.api.analysis;

import dev.lamina.api.problem.Problems;

/** Computes something from activations. */
public interface Analysis {

  /**
   * Whether it takes activations of every token ({@code positions: all}). Those that do not are
   * refused in the plan.
   */
  default boolean takesTokens() {
    return false;
  }

  /**
   * Whether it takes components {@linkplain dev.lamina.api.model.Component#masked() with minus
   * infinity} in them. Those that do not are refused in the plan.
   */
  default boolean takesMasked() {
    return false;
  }

  /**
   * Bytes of what it will write beside tables and figures, for the forecast of a plan.
   *
   * @param rows of each activation: prompts, or tokens where {@link StudyDesign#rowsAreTokens}
   * @param keys of a row of {@code pattern} and {@code attn_scores}
   */
  default long outputBytes(StudyDesign design, long rows, int keys) {
    return 0;
  }

  /**
   * Reports what is wrong with the configuration for this data and model: all that can be known
   * without activations. Labels named by {@link dev.lamina.api.config.LabelName} keys are known to
   * exist and to be complete.
   */
  default void check(StudyDesign design, Problems problems) {}

  /**
   * Computes. The same study and seeds give the same findings, bit for bit, on any number of
   * threads.
   */
  void analyze(Study study, Findings findings);
}
