package dev.lamina.plugins.probes.fit;

import java.util.List;

/** A kind of linear classifier. Safe to use from several threads. */
public interface Probe extends Learner {

  /**
   * Fits training sets that are parts of the same rows.
   *
   * @return a classifier of the features' rows for each set
   */
  @Override
  List<LinearClassifier> fit(Features features, List<TrainingSet> sets);
}
