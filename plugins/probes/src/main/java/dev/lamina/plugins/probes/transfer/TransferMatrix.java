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
  private final List<Bootstrap> bootstraps;

  /**
   * Prepares.
   *
   * @param bootstraps one a set
   */
  TransferMatrix(Sets sets, Probe probe, List<Bootstrap> bootstraps) {
    this.sets = sets;
    this.probe = probe;
    this.bootstraps = List.copyOf(bootstraps);
  }

  /** Training rows, the same array for the same probe, and rows that it is tested on. */
  private record Trial(int[] training, int[] test) {}

  /** Trials whose tests together are a set. */
  private record Plan(String train, int test, List<Trial> trials) {}

  /** How many probes are fitted. */
  static int fits(int sets, int folds) {
    return sets + sets * folds + folds + (sets > 2 ? sets : 0);
  }

  /** The cells of the matrix, row by row, then those of all sets and of all others. */
  List<Transfer> of(Features features) {
    List<Plan> plans = plans();
    IdentityHashMap<int[], Integer> places = new IdentityHashMap<>();
    List<TrainingSet> training = new ArrayList<>();
    for (Plan plan : plans) {
      for (Trial trial : plan.trials) {
        if (places.putIfAbsent(trial.training, training.size()) == null) {
          training.add(
              features.training(
                  trial.training, sets.data().target().codes(), sets.data().classes()));
        }
      }
    }
    List<LinearClassifier> fitted = probe.fit(features, training);
    List<Transfer> transfers = new ArrayList<>();
    for (Plan plan : plans) {
      List<LinearClassifier> probes =
          plan.trials.stream()
              .map(trial -> fitted.get(Objects.requireNonNull(places.get(trial.training))))
              .toList();
      transfers.add(tested(plan, probes, features));
    }
    return transfers;
  }

  private List<Plan> plans() {
    List<Plan> plans = new ArrayList<>();
    for (int train = 0; train < sets.count(); train++) {
      int from = train;
      int[] whole = sets.of(train);
      for (int test = 0; test < sets.count(); test++) {
        plans.add(
            train == test
                ? heldOut(name(train), test, byFold(fold -> sets.training(from, fold)))
                : whole(name(train), test, whole));
      }
    }
    List<int[]> all = byFold(fold -> sets.folds().training(fold));
    for (int test = 0; test < sets.count(); test++) {
      plans.add(heldOut(Transfer.ALL, test, all));
    }
    for (int test = 0; test < sets.count() && sets.count() > 2; test++) {
      plans.add(whole(Transfer.OTHERS, test, sets.others(test)));
    }
    return plans;
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

  private Transfer tested(Plan plan, List<LinearClassifier> probes, Features features) {
    int[] labels = sets.data().target().codes();
    boolean[] rightOfAll = new boolean[labels.length];
    double auc = 0;
    int defined = 0;
    for (int i = 0; i < probes.size(); i++) {
      int[] test = plan.trials.get(i).test;
      double[][] decisions = new double[test.length][];
      int[] truth = new int[test.length];
      for (int j = 0; j < test.length; j++) {
        decisions[j] = probes.get(i).decide(features.rows()[test[j]]);
        truth[j] = labels[test[j]];
        rightOfAll[test[j]] = LinearClassifier.predicted(decisions[j]) == truth[j];
      }
      double ofTrial = TestScores.of(decisions, truth, sets.data().classes()).auc();
      if (!Double.isNaN(ofTrial)) {
        auc += ofTrial;
        defined++;
      }
    }
    int[] rows = sets.of(plan.test);
    boolean[] right = new boolean[rows.length];
    int count = 0;
    for (int j = 0; j < rows.length; j++) {
      right[j] = rightOfAll[rows[j]];
      count += right[j] ? 1 : 0;
    }
    return new Transfer(
        plan.train,
        plan.test,
        probes.size() > 1,
        bootstraps.get(plan.test).interval(count / (double) rows.length, right),
        auc / defined);
  }
}
