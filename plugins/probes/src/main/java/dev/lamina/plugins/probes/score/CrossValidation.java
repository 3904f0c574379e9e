package dev.lamina.plugins.probes.score;

import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Probe;
import dev.lamina.plugins.probes.fit.Standardization;
import dev.lamina.plugins.probes.split.Folds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Fits a probe on each fold's training rows and scores it on the fold. */
public final class CrossValidation {

  private final Probe probe;
  private final Folds folds;
  private final int classes;
  private final Parallel parallel;
  private final Progress.Task progress;

  /**
   * Configures.
   *
   * @param progress is stepped once a fit
   */
  public CrossValidation(
      Probe probe, Folds folds, int classes, Parallel parallel, Progress.Task progress) {
    this.probe = probe;
    this.folds = folds;
    this.classes = classes;
    this.parallel = parallel;
    this.progress = progress;
  }

  /**
   * Runs.
   *
   * @param rows [rows, d_model]
   * @param labelings labels of the rows, each to be probed by itself
   * @return one a labeling
   */
  public List<HeldOut> run(float[][] rows, List<int[]> labelings) {
    List<double[][]> decisions = labelings.stream().map(of -> new double[rows.length][]).toList();
    List<List<TestScores>> scores = // [folds, labelings]
        parallel.map(
            IntStream.range(0, folds.count()).boxed().toList(),
            fold -> fold(fold, rows, labelings, decisions));
    return IntStream.range(0, labelings.size())
        .mapToObj(
            of -> new HeldOut(scores.stream().map(s -> s.get(of)).toList(), decisions.get(of)))
        .toList();
  }

  /** Fills in the decisions on the fold's rows, which are no other fold's. */
  private List<TestScores> fold(
      int fold, float[][] rows, List<int[]> labelings, List<double[][]> decisions) {
    int[] training = folds.training(fold);
    int[] test = folds.test(fold);
    Standardization standard = Standardization.of(rows, training);
    Probe.Training fits = probe.on(standard.columns(rows, training));
    List<TestScores> scores = new ArrayList<>();
    for (int of = 0; of < labelings.size(); of++) {
      int[] labels = labelings.get(of);
      double[][] decided = decisions.get(of);
      LinearClassifier fitted = standard.undo(fits.fit(pick(labels, training), classes));
      for (int row : test) {
        decided[row] = fitted.decide(rows[row]);
      }
      progress.step(1);
      double[][] tested =
          Arrays.stream(test).mapToObj(row -> decided[row]).toArray(double[][]::new);
      scores.add(TestScores.of(tested, pick(labels, test), classes));
    }
    return scores;
  }

  private static int[] pick(int[] labels, int[] rows) {
    return Arrays.stream(rows).map(row -> labels[row]).toArray();
  }
}
