package dev.lamina.plugins.probes.attribution;

import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Probe;
import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.plugins.probes.split.Folds;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.ArrayList;
import java.util.List;

/**
 * For each fold the probe of the other folds, for activations as they are.
 *
 * @param byFold [folds]
 */
record HeldOutProbes(Folds folds, List<LinearClassifier> byFold) {

  /**
   * Fits.
   *
   * @param rows [rows, d_model]; are changed
   */
  static HeldOutProbes fit(Probe probe, ProbingTask task, Folds folds, float[][] rows) {
    Features features = Features.of(rows, task.groups());
    List<TrainingSet> sets = new ArrayList<>();
    for (int fold = 0; fold < folds.count(); fold++) {
      sets.add(features.training(folds.training(fold), task.target().codes(), task.classes()));
    }
    return new HeldOutProbes(
        folds, probe.fit(features, sets).stream().map(features.standard()::undo).toList());
  }

  /** What a vector adds to the decision on a row, by the probe that has not seen the row. */
  double along(int row, float[] vector) {
    double[] weights = byFold.get(folds.of()[row]).weights()[0];
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * vector[j];
    }
    return sum;
  }

  /** What is added whatever the vector. */
  double intercept(int row) {
    return byFold.get(folds.of()[row]).intercepts()[0];
  }
}
