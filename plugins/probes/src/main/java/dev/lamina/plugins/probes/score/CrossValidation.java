package dev.lamina.plugins.probes.score;

import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Probe;
import dev.lamina.plugins.probes.fit.Standardization;
import dev.lamina.plugins.probes.split.Folds;
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
   * @return for each fold, each labeling's scores
   */
  public List<List<TestScores>> run(float[][] rows, List<int[]> labelings) {
    return parallel.map(
        IntStream.range(0, folds.count()).boxed().toList(), fold -> fold(fold, rows, labelings));
  }

  private List<TestScores> fold(int fold, float[][] rows, List<int[]> labelings) {
    int[] training = folds.training(fold);
    int[] test = folds.test(fold);
    Standardization standard = Standardization.of(rows, training);
    Probe.Training fits = probe.on(standard.columns(rows, training));
    return labelings.stream()
        .map(labels -> scores(labels, rows, training, test, standard, fits))
        .toList();
  }

  private TestScores scores(
      int[] labels,
      float[][] rows,
      int[] training,
      int[] test,
      Standardization standard,
      Probe.Training fits) {
    LinearClassifier fitted = standard.undo(fits.fit(pick(labels, training), classes));
    double[][] decisions =
        Arrays.stream(test).mapToObj(row -> fitted.decide(rows[row])).toArray(double[][]::new);
    progress.step(1);
    return TestScores.of(decisions, pick(labels, test), classes);
  }

  private static int[] pick(int[] labels, int[] rows) {
    return Arrays.stream(rows).map(row -> labels[row]).toArray();
  }
}
