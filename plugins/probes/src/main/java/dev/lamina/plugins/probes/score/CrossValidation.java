package dev.lamina.plugins.probes.score;

import dev.lamina.api.service.Progress;
import dev.lamina.plugins.probes.fit.Classifier;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.Learner;
import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.plugins.probes.split.Folds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fits a probe on each fold's training rows and scores it on the fold. */
public final class CrossValidation {

  private final Learner probe;
  private final Folds folds;
  private final int classes;
  private final Progress.Task progress;

  /**
   * Configures.
   *
   * @param progress is stepped once a fit
   */
  public CrossValidation(Learner probe, Folds folds, int classes, Progress.Task progress) {
    this.probe = probe;
    this.folds = folds;
    this.classes = classes;
    this.progress = progress;
  }

  /**
   * Runs.
   *
   * @param labelings labels of the rows, each to be probed by itself
   * @return one a labeling
   */
  public List<HeldOut> run(Features features, List<int[]> labelings) {
    List<TrainingSet> sets = new ArrayList<>(); // [folds, labelings]
    for (int fold = 0; fold < folds.count(); fold++) {
      sets.addAll(features.training(folds.training(fold), labelings, classes));
    }
    List<? extends Classifier> fitted = probe.fit(features, sets);
    progress.step(sets.size());
    List<HeldOut> heldOut = new ArrayList<>();
    for (int of = 0; of < labelings.size(); of++) {
      List<Classifier> byFold = new ArrayList<>();
      for (int fold = 0; fold < folds.count(); fold++) {
        byFold.add(fitted.get(fold * labelings.size() + of));
      }
      heldOut.add(heldOut(features, byFold, labelings.get(of)));
    }
    return heldOut;
  }

  private HeldOut heldOut(Features features, List<Classifier> byFold, int[] labels) {
    double[][] decisions = new double[features.count()][];
    List<TestScores> scores = new ArrayList<>();
    for (int fold = 0; fold < folds.count(); fold++) {
      int[] test = folds.test(fold);
      for (int row : test) {
        decisions[row] = byFold.get(fold).decide(features.rows()[row]);
      }
      double[][] tested =
          Arrays.stream(test).mapToObj(row -> decisions[row]).toArray(double[][]::new);
      int[] truth = Arrays.stream(test).map(row -> labels[row]).toArray();
      scores.add(TestScores.of(tested, truth, classes));
    }
    return new HeldOut(scores, folds.tested(), decisions);
  }
}
