package dev.lamina.plugins.probes.ridge;

import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.score.Interval;
import java.util.Arrays;
import java.util.Optional;

/**
 * What was found at one layer of one component.
 *
 * @param r2 with its interval
 * @param control that of shuffled targets
 * @param pValue that r2 is above 0
 * @param predicted for each prompt, when it is held out; NaN if it never is
 * @param alphas the penalty of each fold
 */
record RidgeResult(
    Component component,
    int layer,
    Interval r2,
    RegressionScores scores,
    Optional<Interval> control,
    double pValue,
    double[] predicted,
    double[] alphas) {

  /** The middle one of the folds' penalties. */
  double alpha() {
    double[] sorted = alphas.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
