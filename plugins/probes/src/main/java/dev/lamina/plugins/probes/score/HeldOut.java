package dev.lamina.plugins.probes.score;

import dev.lamina.plugins.probes.fit.LinearClassifier;
import java.util.List;

/**
 * What probes say of rows that they were not fitted on.
 *
 * @param folds for each fold its scores
 * @param tested which rows, ascending
 * @param decisions [rows, decisions], as {@link
 *     dev.lamina.plugins.probes.fit.LinearClassifier#decide}, each row's by the probe of the other
 *     folds; null for a row that is not tested
 */
public record HeldOut(List<TestScores> folds, int[] tested, double[][] decisions) {

  /** The mean of the folds' accuracies. */
  public double accuracy() {
    return folds.stream().mapToDouble(TestScores::accuracy).average().orElse(Double.NaN);
  }

  /**
   * For each tested row whether its class is predicted.
   *
   * @param labels of all rows
   */
  public boolean[] right(int[] labels) {
    boolean[] right = new boolean[tested.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = LinearClassifier.predicted(decisions[tested[i]]) == labels[tested[i]];
    }
    return right;
  }
}
