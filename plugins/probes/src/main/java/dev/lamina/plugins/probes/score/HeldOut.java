package dev.lamina.plugins.probes.score;

import dev.lamina.plugins.probes.fit.LinearClassifier;
import java.util.List;

/**
 * What probes say of rows that they were not fitted on.
 *
 * @param folds for each fold its scores
 * @param decisions [rows, decisions], as {@link
 *     dev.lamina.plugins.probes.fit.LinearClassifier#decide}, each row's by the probe of the other
 *     folds
 */
public record HeldOut(List<TestScores> folds, double[][] decisions) {

  /** The mean of the folds' accuracies. */
  public double accuracy() {
    return folds.stream().mapToDouble(TestScores::accuracy).average().orElse(Double.NaN);
  }

  /** For each row whether its class is predicted. */
  public boolean[] right(int[] labels) {
    boolean[] right = new boolean[labels.length];
    for (int row = 0; row < right.length; row++) {
      right[row] = LinearClassifier.predicted(decisions[row]) == labels[row];
    }
    return right;
  }
}
