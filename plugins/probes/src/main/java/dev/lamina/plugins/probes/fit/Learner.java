package dev.lamina.plugins.probes.fit;

import java.util.List;

/** A way to fit classifiers. Safe to use from several threads. */
public interface Learner {

  /**
   * Fits training sets that are parts of the same rows.
   *
   * @return a classifier of the features' rows for each set
   */
  List<? extends Classifier> fit(Features features, List<TrainingSet> sets);

  /** Labelings whose fits are worth to be asked for together; all their classifiers are kept. */
  default int together() {
    return 20;
  }
}
