package dev.lamina.plugins.probes.score;

import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.split.Folds;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well each of several classes is told from the rest by held-out decisions, as means over the
 * folds that have it.
 *
 * @param aucs for each class the area under the ROC curve of its decision, against all others
 * @param recalls for each class the share of its rows that are predicted to be of it
 */
public record ClassScores(double[] aucs, double[] recalls) {

  /**
   * Scores.
   *
   * @param decisions [rows, classes], as {@link LinearClassifier#decide}
   * @param labels for each row its class
   */
  public static ClassScores of(double[][] decisions, int[] labels, int classes, Folds folds) {
    double[] aucs = new double[classes];
    double[] recalls = new double[classes];
    for (int k = 0; k < classes; k++) {
      int of = k;
      aucs[k] = mean(folds, test -> auc(decisions, labels, test, of));
      recalls[k] = mean(folds, test -> recall(decisions, labels, test, of));
    }
    return new ClassScores(aucs, recalls);
  }

  private static double mean(Folds folds, ToDoubleFunction<int[]> score) {
    return IntStream.range(0, folds.count())
        .mapToDouble(fold -> score.applyAsDouble(folds.test(fold)))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  private static double auc(double[][] decisions, int[] labels, int[] test, int of) {
    return TestScores.auc(
        Arrays.stream(test).mapToDouble(row -> decisions[row][of]).toArray(),
        Arrays.stream(test).map(row -> labels[row]).toArray(),
        of);
  }

  private static double recall(double[][] decisions, int[] labels, int[] test, int of) {
    return Arrays.stream(test)
        .filter(row -> labels[row] == of)
        .mapToDouble(row -> LinearClassifier.predicted(decisions[row]) == of ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }
}
