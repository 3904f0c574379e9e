package dev.lamina.plugins.probes.ridge;

import dev.lamina.api.analysis.Study;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.probes.baseline.BagOfTokens;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.place.Place;
import dev.lamina.plugins.probes.score.Bootstrap;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.score.ResampledTest;
import dev.lamina.plugins.probes.split.Folds;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Cross-validates a regression at every layer of every component, on the same folds. */
final class RidgeProbing {

  private final RidgeProbe.Config config;
  private final Quantity quantity;
  private final ProbingTask task;
  private final Folds folds;
  private final Bootstrap bootstrap;
  private final double[] trainingMeans; // a row, of the rows outside its fold
  private final Seeds seeds;

  RidgeProbing(RidgeProbe.Config config, Quantity quantity, ProbingTask task, Seeds seeds) {
    this.config = config;
    this.quantity = quantity;
    this.task = task;
    this.folds = task.folds(config.division().folds(), seeds.random("folds"));
    this.bootstrap = new Bootstrap(task.testedGroups(), seeds.random("bootstrap"));
    this.trainingMeans = RegressionScores.trainingMeans(quantity.values(), folds);
    this.seeds = seeds;
  }

  Folds folds() {
    return folds;
  }

  /** The results at all places. */
  List<RidgeResult> results(Study study, Parallel parallel, Progress progress) {
    List<Place> places = Place.all(study);
    try (Progress.Task steps =
        progress.begin("probing", "fits", (long) places.size() * folds.count())) {
      RidgeValidation validation = validation(steps);
      return parallel.map(places, place -> result(study, place, validation));
    }
  }

  RidgeValidation validation(Progress.Task steps) {
    return new RidgeValidation(folds, task.groups(), config.alpha(), steps);
  }

  /** How well the words of the prompts alone predict the target. */
  Interval bagOfTokens(Study study, Progress progress) {
    try (Progress.Task steps = progress.begin("probing texts", "fits", folds.count())) {
      Features words = BagOfTokens.of(study.design().prompts().items());
      return r2(quantity.values(), validation(steps).run(words, List.of(quantity.values())).get(0));
    }
  }

  private RidgeResult result(Study study, Place place, RidgeValidation validation) {
    double[] truth = quantity.values();
    List<double[]> targets = new ArrayList<>(List.of(truth));
    if (config.control()) {
      String purpose = "control %s %d".formatted(place.component(), place.layer());
      targets.add(ShuffledTargets.of(truth, task, seeds.random(purpose)));
    }
    List<RidgeValidation.Predicted> predicted =
        validation.run(Features.of(place.rows(study), task.groups()), targets);
    RidgeValidation.Predicted found = predicted.get(0);
    return new RidgeResult(
        place.component(),
        place.layer(),
        r2(truth, found),
        RegressionScores.of(
            task.tested(truth), task.tested(found.values()), task.tested(trainingMeans)),
        config.control() ? Optional.of(r2(targets.get(1), predicted.get(1))) : Optional.empty(),
        pValue(task.tested(truth), task.tested(found.values())),
        found.values(),
        found.alphas());
  }

  private Interval r2(double[] target, RidgeValidation.Predicted predicted) {
    double[] truth = task.tested(target);
    double[] values = task.tested(predicted.values());
    int[] once = new int[truth.length];
    Arrays.fill(once, 1);
    return bootstrap.interval(r2(truth, values, once), times -> r2(truth, values, times));
  }

  /** Of rows that are there so many times each. */
  private static double r2(double[] truth, double[] predicted, int[] times) {
    double rows = 0;
    double mean = 0;
    for (int i = 0; i < times.length; i++) {
      rows += times[i];
      mean += times[i] * truth[i];
    }
    mean /= rows;
    double errors = 0;
    double all = 0;
    for (int i = 0; i < times.length; i++) {
      double error = truth[i] - predicted[i];
      errors += times[i] * error * error;
      all += times[i] * (truth[i] - mean) * (truth[i] - mean);
    }
    return 1 - errors / all;
  }

  /** That the squared error is below that of the mean, as r2 above 0. */
  private double pValue(double[] truth, double[] predicted) {
    double mean = RegressionScores.mean(truth);
    double variance = 0;
    for (double y : truth) {
      variance += (y - mean) * (y - mean) / truth.length;
    }
    double[] explained = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      double error = truth[i] - predicted[i];
      explained[i] = ((truth[i] - mean) * (truth[i] - mean) - error * error) / variance;
    }
    return ResampledTest.pValue(explained, task.testedGroups(), 0, folds.overlap());
  }
}
