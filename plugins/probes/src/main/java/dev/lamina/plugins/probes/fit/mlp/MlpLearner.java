package dev.lamina.plugins.probes.fit.mlp;

import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.Learner;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.plugins.probes.fit.descent.Descent;
import dev.lamina.plugins.probes.fit.descent.RowSpace;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Fits {@link Mlp}s by limited-memory BFGS from random weights of one seed: for all sets the same
 * weights of the features or, where there are more of these than rows, of the coordinates in the
 * space that a set's rows span. It stops where scikit-learn's {@code MLPClassifier(solver="lbfgs")}
 * does: no entry of the gradient is above {@value #TOLERANCE}, or after {@value #MOST_STEPS} steps.
 */
public final class MlpLearner implements Learner {

  private static final double TOLERANCE = 1e-4;
  private static final int MOST_STEPS = 200;

  private final int hidden;
  private final double alpha;
  private final long seed;
  private final Parallel parallel;

  /**
   * Configures.
   *
   * @param hidden units of the hidden layer
   * @param alpha strength of the penalty on the weights: half of it, times their squares, is added
   *     to the loss of all training rows
   * @param seed of the weights that fits start from
   */
  public MlpLearner(int hidden, double alpha, long seed, Parallel parallel) {
    this.hidden = hidden;
    this.alpha = alpha;
    this.seed = seed;
    this.parallel = parallel;
  }

  @Override
  public List<Mlp> fit(Features features, List<TrainingSet> sets) {
    return parallel.map(sets, set -> fit(features, set));
  }

  /** They share nothing, and each is as large as the hidden layer. */
  @Override
  public int together() {
    return 1;
  }

  private Mlp fit(Features features, TrainingSet set) {
    if (set.present().length < 2) {
      return Mlp.beforeFit(set);
    }
    return features.width() > set.rows().length
        ? inRowSpace(features, set).among(set)
        : fit(features, set, features.width()).among(set);
  }

  /** The weights with the least penalty lie in the space that the rows span. */
  private Mlp inRowSpace(Features features, TrainingSet set) {
    RowSpace space = RowSpace.of(features, set);
    Mlp within = fit(space.features(), space.within(set), features.width());
    LinearClassifier units = set.standard().undo(space.without(within.units()));
    return new Mlp(units, within.outputs(), within.intercepts());
  }

  private Mlp fit(Features features, TrainingSet set, int fanIn) {
    MlpCost cost = new MlpCost(features, set, hidden, alpha);
    double[] start = cost.start(fanIn, new SplittableRandom(seed));
    Descent descent = Descent.from(start, TOLERANCE, MOST_STEPS);
    while (!descent.done()) {
      MlpCost.Evaluation found = cost.at(descent.trial());
      descent.evaluated(found.value(), found.gradient());
    }
    return cost.classifier(descent.trial());
  }
}
