package dev.lamina.plugins.probes;

import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.score.Calibration;
import dev.lamina.plugins.probes.score.ClassScores;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.score.TestScores;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What was found at one layer of one component.
 *
 * @param accuracy the mean over the folds and repeats, with its interval
 * @param deviation the standard deviation of accuracy over repeats, if there are several
 * @param auc the mean area under the folds' ROC curves, with its interval
 * @param control that for shuffled labels
 * @param pValue that accuracy is above the majority's share
 * @param right for each tested prompt the share of the repeats in which its class is predicted
 * @param folds for each fold of each repeat the scores on the labels
 * @param controls for each of them the scores on shuffled labels; empty if there is no control
 * @param predictions for each prompt what is predicted when it is held out
 * @param calibration of two classes' probabilities
 * @param classes the scores of each class, of three or more
 */
record ProbeResult(
    Component component,
    int layer,
    Interval accuracy,
    OptionalDouble deviation,
    Interval auc,
    Optional<Interval> control,
    double pValue,
    double[] right,
    List<TestScores> folds,
    List<TestScores> controls,
    Predictions predictions,
    Optional<Calibration> calibration,
    Optional<ClassScores> classes) {

  double f1() {
    return mean(TestScores::f1);
  }

  /** Over the folds where the score is defined. */
  private double mean(ToDoubleFunction<TestScores> score) {
    return folds.stream()
        .mapToDouble(score)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }
}
