package dev.lamina.plugins.probes.fit.margin;

import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Probe;
import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.plugins.probes.fit.descent.Descent;
import dev.lamina.plugins.probes.fit.descent.RowSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A linear classifier with a loss of the margins and an L2 penalty on the weights and none on the
 * intercept, on features standardized by the training rows: with the logistic loss scikit-learn's
 * {@code make_pipeline(StandardScaler(), LogisticRegression(C=C))}, with the squared hinge that of
 * {@code LinearSVC(C=C)}, except that liblinear penalizes the intercept too. Three or more classes
 * are fitted one against the rest, as by its {@code OneVsRestClassifier}. All fits on the same rows
 * take their steps together.
 */
public final class MarginClassifier implements Probe {

  private static final Logger LOG = LoggerFactory.getLogger(MarginClassifier.class);

  /** Fits that share a pass over the rows; more do not make it cheaper. */
  private static final int TOGETHER = 8;

  /** From so many features a row, a fit is cheaper in the space that the rows span. */
  private static final int WIDE = 4;

  private final Loss loss;
  private final double c;
  private final double tolerance;
  private final Parallel parallel;

  /**
   * Configures.
   *
   * @param loss of a margin
   * @param c inverse strength of the penalty
   * @param tolerance a fit is done when no entry of the gradient of {@code mean loss + penalty / (C
   *     n)} is larger; scikit-learn's default is 1e-4
   */
  public MarginClassifier(Loss loss, double c, double tolerance, Parallel parallel) {
    this.loss = loss;
    this.c = c;
    this.tolerance = tolerance;
    this.parallel = parallel;
  }

  /** A decision to be fitted and where the answer goes. */
  private record Fit(Decision decision, Descent descent, TrainingSet set, int index) {}

  @Override
  public List<LinearClassifier> fit(Features features, List<TrainingSet> sets) {
    return features.width() >= WIDE * features.count()
        ? fitInRowSpaces(features, sets)
        : fit(features, sets, tolerance);
  }

  /** Fits the sets of the same rows, which share a space, together. */
  private List<LinearClassifier> fitInRowSpaces(Features features, List<TrainingSet> sets) {
    IdentityHashMap<int[], List<Integer>> sameRows = new IdentityHashMap<>();
    for (int i = 0; i < sets.size(); i++) {
      sameRows.computeIfAbsent(sets.get(i).rows(), first -> new ArrayList<>()).add(i);
    }
    LinearClassifier[] fitted = new LinearClassifier[sets.size()];
    for (List<Integer> indices : sameRows.values()) {
      RowSpace space = RowSpace.of(features, sets.get(indices.get(0)));
      List<TrainingSet> within = indices.stream().map(i -> space.within(sets.get(i))).toList();
      // the largest entry of a gradient g is at most |g|, which a rotation leaves as it is, and |g|
      // at most the square root of the width times the largest entry of the rotated one
      double strict = tolerance / Math.sqrt(space.features().width());
      List<LinearClassifier> found = fit(space.features(), within, strict);
      for (int i = 0; i < found.size(); i++) {
        fitted[indices.get(i)] =
            sets.get(indices.get(i)).standard().undo(space.without(found.get(i)));
      }
    }
    return List.of(fitted);
  }

  private List<LinearClassifier> fit(Features features, List<TrainingSet> sets, double within) {
    int training = sets.stream().mapToInt(set -> set.rows().length).max().orElse(0);
    Curvature curvature = Curvature.of(features, c * loss.curvature(), training);
    List<LinearClassifier> fitted = new ArrayList<>();
    List<List<Fit>> fits = new ArrayList<>();
    for (TrainingSet set : sets) {
      fitted.add(LinearClassifier.beforeFit(set, features.width()));
      fits.add(fits(set, curvature, features.width(), within));
    }
    parallel.map(
        groups(fits.stream().flatMap(List::stream).toList()), group -> run(features, group));
    long exhausted =
        fits.stream().flatMap(List::stream).filter(fit -> fit.descent.exhausted()).count();
    if (exhausted > 0) {
      LOG.warn(
          "{} probes did not converge in {} steps; a smaller c helps",
          exhausted,
          Descent.MOST_STEPS);
    }
    for (int i = 0; i < sets.size(); i++) {
      for (Fit fit : fits.get(i)) {
        double[] found = fit.descent.trial();
        fitted.get(i).weights()[fit.index] = Arrays.copyOf(found, features.width());
        fitted.get(i).intercepts()[fit.index] = found[features.width()];
      }
    }
    List<LinearClassifier> undone = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      undone.add(sets.get(i).standard().undo(fitted.get(i)));
    }
    return undone;
  }

  private List<Fit> fits(TrainingSet set, Curvature curvature, int dModel, double within) {
    int[] present = set.present();
    List<Fit> fits = new ArrayList<>();
    if (present.length > 1) {
      for (int positive : set.classes() == 2 ? new int[] {0} : present) {
        Decision decision = new Decision(set, positive, loss, c);
        Descent descent = new Descent(dModel + 1, curvature::solve, within * decision.unit());
        fits.add(new Fit(decision, descent, set, positive));
      }
    }
    return fits;
  }

  /** As few groups as can be, of about the same size. */
  private static List<List<Fit>> groups(List<Fit> fits) {
    int count = (fits.size() + TOGETHER - 1) / TOGETHER;
    List<List<Fit>> groups = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      groups.add(fits.subList(g * fits.size() / count, (g + 1) * fits.size() / count));
    }
    return groups;
  }

  private static List<Fit> run(Features features, List<Fit> group) {
    List<Fit> open = group;
    while (!open.isEmpty()) {
      step(features, open);
      open = open.stream().filter(fit -> !fit.descent.done()).toList();
    }
    return group;
  }

  private static void step(Features features, List<Fit> fits) {
    int k = fits.size();
    List<double[]> points = fits.stream().map(fit -> fit.descent.trial()).toList();
    float[][] weights = new float[k][];
    for (int i = 0; i < k; i++) {
      weights[i] = fits.get(i).decision.weights(points.get(i));
    }
    float[][] products = features.times(weights); // [k, rows]
    float[][] residuals = new float[k][features.count()];
    double[] values = new double[k];
    for (int i = 0; i < k; i++) {
      values[i] = fits.get(i).decision.value(points.get(i), products[i], residuals[i]);
    }
    double[][] sums = features.transposedTimes(residuals); // [k, d_model]
    for (int i = 0; i < k; i++) {
      Fit fit = fits.get(i);
      double[] gradient = fit.decision.gradient(points.get(i), residuals[i], sums[i]);
      fit.descent.evaluated(values[i], gradient);
    }
  }
}
