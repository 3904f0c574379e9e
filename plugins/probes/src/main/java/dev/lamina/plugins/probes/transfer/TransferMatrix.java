package dev.lamina.plugins.probes.transfer;

import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Probe;
import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.plugins.probes.score.Bootstrap;
import dev.lamina.plugins.probes.score.TestScores;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Trains on every set and tests on every set, at one layer. */
final class TransferMatrix {

  private final Sets sets;
  private final Probe probe;
  private final boolean holdOutGroups;
  private final List<Bootstrap> bootstraps;

  /**
   * Prepares.
   *
   * @param holdOutGroups whether other sets, too, are only tested on groups that are not trained on
   * @param bootstraps one a set
   */
  TransferMatrix(Sets sets, Probe probe, boolean holdOutGroups, List<Bootstrap> bootstraps) {
    this.sets = sets;
    this.probe = probe;
    this.holdOutGroups = holdOutGroups;
    this.bootstraps = List.copyOf(bootstraps);
  }

  /** Training rows, the same array for the same probe, and rows that it is tested on. */
  private record Trial(int[] training, int[] test) {}

  /** Trials whose tests together are a set. */
  private record Plan(String train, int test, List<Trial> trials) {}

  /** How many probes are fitted. */
  static int fits(int sets, int folds, boolean holdOutGroups) {
    int own = sets * (folds + (holdOutGroups ? 0 : 1));
    int others = sets > 2 ? sets * (holdOutGroups ? folds : 1) : 0;
    return own + folds + others;
  }

  /**
   * The cells of the matrix, row by row, then those of all sets and of all others.
   *
   * @param rows activations as they are, [rows, d_model]
   */
  List<Transfer> of(float[][] rows) {
    IdentityHashMap<int[], LinearClassifier> probes = new IdentityHashMap<>();
    List<Plan> plans = new ArrayList<>();
    for (int train = 0; train < sets.count(); train++) {
      int from = train;
      int[] whole = sets.of(train);
      List<int[]> folds = byFold(fold -> sets.training(from, fold));
      List<int[]> trainings = new ArrayList<>(folds);
      if (!holdOutGroups) {
        trainings.add(whole);
      }
      fit(rows, whole, trainings, probes);
      for (int test = 0; test < sets.count(); test++) {
        plans.add(
            train == test || holdOutGroups
                ? heldOut(name(train), test, folds)
                : whole(name(train), test, whole));
      }
    }
    List<int[]> all = byFold(fold -> sets.folds().training(fold));
    fit(rows, IntStream.range(0, rows.length).toArray(), all, probes);
    for (int test = 0; test < sets.count(); test++) {
      plans.add(heldOut(Transfer.ALL, test, all));
    }
    for (int test = 0; test < sets.count() && sets.count() > 2; test++) {
      int other = test;
      int[] pool = sets.others(test);
      List<int[]> trainings =
          holdOutGroups ? byFold(fold -> sets.others(other, fold)) : List.of(pool);
      fit(rows, pool, trainings, probes);
      plans.add(
          holdOutGroups
              ? heldOut(Transfer.OTHERS, test, trainings)
              : whole(Transfer.OTHERS, test, pool));
    }
    return plans.stream().map(plan -> tested(plan, probes, rows)).toList();
  }

  /**
   * Fits probes on parts of a pool of rows. Only they are among the features: rows of other sets,
   * which may lie far away, would make the fits slow.
   *
   * @param probes takes the probe of each training array, for activations as they are
   */
  private void fit(
      float[][] rows,
      int[] pool,
      List<int[]> trainings,
      IdentityHashMap<int[], LinearClassifier> probes) {
    int[] placeOf = new int[rows.length];
    float[][] members = new float[pool.length][];
    int[] labels = new int[pool.length];
    int[] groups = new int[pool.length];
    int[] groupOfAll = sets.task().groups();
    for (int place = 0; place < pool.length; place++) {
      placeOf[pool[place]] = place;
      members[place] = rows[pool[place]].clone();
      labels[place] = sets.task().target().codes()[pool[place]];
      groups[place] = groupOfAll[pool[place]];
    }
    Features features = Features.of(members, groups);
    List<TrainingSet> within = new ArrayList<>();
    for (int[] training : trainings) {
      int[] places = IntStream.of(training).map(row -> placeOf[row]).toArray();
      within.add(features.training(places, labels, sets.task().classes()));
    }
    List<LinearClassifier> fitted = probe.fit(features, within);
    for (int i = 0; i < fitted.size(); i++) {
      probes.put(trainings.get(i), features.standard().undo(fitted.get(i)));
    }
  }

  private List<int[]> byFold(IntFunction<int[]> training) {
    return IntStream.range(0, sets.folds().count()).mapToObj(training).toList();
  }

  private String name(int set) {
    return sets.by().classes().get(set);
  }

  private Plan whole(String train, int test, int[] training) {
    return new Plan(train, test, List.of(new Trial(training, sets.of(test))));
  }

  private Plan heldOut(String train, int test, List<int[]> trainingByFold) {
    List<Trial> trials = new ArrayList<>();
    for (int[] training : trainingByFold) {
      trials.add(new Trial(training, sets.test(test, trials.size())));
    }
    return new Plan(train, test, trials);
  }

  private Transfer tested(
      Plan plan, IdentityHashMap<int[], LinearClassifier> probes, float[][] rows) {
    int[] labels = sets.task().target().codes();
    boolean[] rightOfAll = new boolean[labels.length];
    double auc = 0;
    int defined = 0;
    for (Trial trial : plan.trials) {
      LinearClassifier probe = Objects.requireNonNull(probes.get(trial.training));
      double[][] decisions = new double[trial.test.length][];
      int[] truth = new int[trial.test.length];
      for (int j = 0; j < truth.length; j++) {
        int row = trial.test[j];
        decisions[j] = probe.decide(rows[row]);
        truth[j] = labels[row];
        rightOfAll[row] = LinearClassifier.predicted(decisions[j]) == truth[j];
      }
      double ofTrial = TestScores.of(decisions, truth, sets.task().classes()).auc();
      if (!Double.isNaN(ofTrial)) {
        auc += ofTrial;
        defined++;
      }
    }
    int[] tested = sets.of(plan.test);
    boolean[] right = new boolean[tested.length];
    int count = 0;
    for (int j = 0; j < tested.length; j++) {
      right[j] = rightOfAll[tested[j]];
      count += right[j] ? 1 : 0;
    }
    return new Transfer(
        plan.train,
        plan.test,
        plan.trials.size() > 1,
        bootstraps.get(plan.test).interval(count / (double) tested.length, right),
        auc / defined);
  }
}
