package dev.lamina.plugins.probes.fit.kind;

import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Probe;
import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.plugins.probes.split.Folds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * A probe whose penalty is chosen for each training set by cross-validation within it, so that the
 * rows that it will be tested on have no say (nested cross-validation, Cawley and Talbot 2010, On
 * Over-fitting in Model Selection). No group is in two of the inner folds. Of strengths that are as
 * good the strongest penalty is taken.
 */
final class TunedProbe implements Probe {

  /** Inverse strengths, from the strongest penalty to the weakest. */
  static final double[] STRENGTHS = {1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100};

  /** Folds within a training set, or as many as it has groups. */
  static final int FOLDS = 5;

  private final DoubleFunction<Probe> ofStrength;
  private final long seed;

  TunedProbe(DoubleFunction<Probe> ofStrength, long seed) {
    this.ofStrength = ofStrength;
    this.seed = seed;
  }

  /** A part of a training set, and the rest of it. */
  private record Inner(int set, TrainingSet training, int[] test) {}

  @Override
  public List<LinearClassifier> fit(Features features, List<TrainingSet> sets) {
    int[] chosen = choose(features, sets);
    LinearClassifier[] fitted = new LinearClassifier[sets.size()];
    for (int strength = 0; strength < STRENGTHS.length; strength++) {
      int wanted = strength;
      int[] with = IntStream.range(0, chosen.length).filter(i -> chosen[i] == wanted).toArray();
      if (with.length > 0) {
        List<LinearClassifier> found =
            ofStrength
                .apply(STRENGTHS[strength])
                .fit(features, IntStream.of(with).mapToObj(sets::get).toList());
        for (int i = 0; i < with.length; i++) {
          fitted[with[i]] = found.get(i);
        }
      }
    }
    return List.of(fitted);
  }

  /** For each set the index of its strength. */
  int[] choose(Features features, List<TrainingSet> sets) {
    List<Inner> inners = new ArrayList<>();
    for (int set = 0; set < sets.size(); set++) {
      inners.addAll(inners(features, sets.get(set), set));
    }
    List<TrainingSet> trainings = inners.stream().map(Inner::training).toList();
    int[][] right = new int[STRENGTHS.length][sets.size()];
    for (int strength = 0; strength < STRENGTHS.length; strength++) {
      List<LinearClassifier> fitted =
          ofStrength.apply(STRENGTHS[strength]).fit(features, trainings);
      for (int i = 0; i < fitted.size(); i++) {
        right[strength][inners.get(i).set] += right(features, inners.get(i), fitted.get(i));
      }
    }
    return IntStream.range(0, sets.size()).map(set -> best(right, set)).toArray();
  }

  private static int best(int[][] right, int set) {
    int best = 0;
    for (int strength = 1; strength < right.length; strength++) {
      if (right[strength][set] > right[best][set]) {
        best = strength;
      }
    }
    return best;
  }

  private List<Inner> inners(Features features, TrainingSet set, int of) {
    int[] labels = IntStream.of(set.rows()).map(row -> set.labels()[row]).toArray();
    int[] groups = IntStream.of(set.rows()).map(row -> features.groups()[row]).toArray();
    int count = (int) Math.min(FOLDS, IntStream.of(groups).distinct().count());
    List<Inner> inners = new ArrayList<>();
    if (count > 1) {
      Folds folds = Folds.assign(labels, set.classes(), groups, count, new SplittableRandom(seed));
      for (int fold = 0; fold < count; fold++) {
        int[] training = rows(set, folds.training(fold));
        inners.add(
            new Inner(
                of,
                features.training(training, set.labels(), set.classes()),
                rows(set, folds.test(fold))));
      }
    }
    return inners;
  }

  private static int[] rows(TrainingSet set, int[] places) {
    return IntStream.of(places).map(place -> set.rows()[place]).toArray();
  }

  private static int right(Features features, Inner inner, LinearClassifier fitted) {
    int right = 0;
    for (int row : inner.test) {
      int predicted = LinearClassifier.predicted(fitted.decide(features.rows()[row]));
      right += predicted == inner.training.labels()[row] ? 1 : 0;
    }
    return right;
  }
}
