package dev.lamina.plugins.probes.ridge;

import dev.lamina.api.service.Progress;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Standardization;
import dev.lamina.plugins.probes.split.Folds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predicts numbers of each fold's rows from those of the others. Features are standardized by the
 * training rows, which the penalty is chosen within, too.
 */
final class RidgeValidation {

  private final Folds folds;
  private final int[] groups;
  private final Alpha alpha;
  private final Progress.Task progress;

  RidgeValidation(Folds folds, int[] groups, Alpha alpha, Progress.Task progress) {
    this.folds = folds;
    this.groups = groups;
    this.alpha = alpha;
    this.progress = progress;
  }

  /**
   * What is predicted of a target.
   *
   * @param values for each row, when it is held out; NaN for rows that are not
   * @param alphas for each fold the penalty
   */
  record Predicted(double[] values, double[] alphas) {}

  /**
   * Predicts.
   *
   * @param targets each of the features' rows
   */
  List<Predicted> run(Features features, List<double[]> targets) {
    List<Predicted> predicted = new ArrayList<>();
    for (double[] target : targets) {
      double[] values = new double[target.length];
      Arrays.fill(values, Double.NaN);
      predicted.add(new Predicted(values, new double[folds.count()]));
    }
    for (int fold = 0; fold < folds.count(); fold++) {
      List<Fit> fits = fit(features, folds.training(fold), targets);
      for (int t = 0; t < fits.size(); t++) {
        Fit fit = fits.get(t);
        predicted.get(t).alphas[fold] = fit.alpha;
        for (int row : folds.test(fold)) {
          predicted.get(t).values[row] = fit.of.decide(features.rows()[row])[0];
        }
      }
      progress.step(1);
    }
    return predicted;
  }

  /** One for the features' rows. */
  private record Fit(LinearClassifier of, double alpha) {}

  /** The regression of all rows, for rows that are not standardized. */
  LinearClassifier all(float[][] rows, double[] target) {
    Features features = Features.of(rows, groups);
    int[] all = IntStream.range(0, rows.length).toArray();
    LinearClassifier fitted = fit(features, all, List.of(target)).get(0).of;
    progress.step(1);
    return features.standard().undo(fitted);
  }

  private List<Fit> fit(Features features, int[] training, List<double[]> targets) {
    Standardization standard = features.training(training, new int[features.count()], 1).standard();
    double[][] rows = new double[training.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = standard.of(features.rows()[training[i]]);
    }
    Ridge ridge = Ridge.of(rows);
    List<double[]> known = targets.stream().map(target -> pick(target, training)).toList();
    int[] within = IntStream.of(training).map(row -> groups[row]).toArray();
    double[] choices = alpha.choices();
    double[] chosen = new double[known.size()];
    if (choices.length == 1) {
      Arrays.fill(chosen, choices[0]);
    } else {
      chosen = new LeftOutGroups(ridge, within).best(known, choices);
    }
    List<Fit> fits = new ArrayList<>();
    for (int t = 0; t < chosen.length; t++) {
      fits.add(new Fit(standard.undo(ridge.fit(known.get(t), chosen[t])), chosen[t]));
    }
    return fits;
  }

  private static double[] pick(double[] values, int[] rows) {
    return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
  }
}
