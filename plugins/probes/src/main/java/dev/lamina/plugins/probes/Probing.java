package dev.lamina.plugins.probes;

import dev.lamina.api.analysis.Study;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.service.Seeds;
import dev.lamina.api.statistic.ShuffledLabels;
import dev.lamina.plugins.probes.baseline.BagOfTokens;
import dev.lamina.plugins.probes.data.Place;
import dev.lamina.plugins.probes.data.ProbeData;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.Learner;
import dev.lamina.plugins.probes.fit.ProbeKind;
import dev.lamina.plugins.probes.fit.Strength;
import dev.lamina.plugins.probes.score.Bootstrap;
import dev.lamina.plugins.probes.score.Calibration;
import dev.lamina.plugins.probes.score.ClassScores;
import dev.lamina.plugins.probes.score.CrossValidation;
import dev.lamina.plugins.probes.score.HeldOut;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.score.ResampledTest;
import dev.lamina.plugins.probes.split.Folds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Cross-validates a probe at every layer of every component, on the same folds. */
final class Probing {

  /** Permutations that are fitted together: what a fit needs is kept until all are done. */
  private static final int BATCH = 20;

  private final ProbeSettings config;
  private final ProbeData data;
  private final Folds folds;
  private final Bootstrap bootstrap;
  private final Seeds seeds;
  private final Parallel parallel;
  private final Progress progress;

  Probing(ProbeSettings config, ProbeData data, Seeds seeds, Parallel parallel, Progress progress) {
    this.config = config;
    this.data = data;
    this.folds = data.folds(config.folds(), seeds.random("folds"));
    this.bootstrap = new Bootstrap(data.groups(), seeds.random("bootstrap"));
    this.seeds = seeds;
    this.parallel = parallel;
    this.progress = progress;
  }

  Folds folds() {
    return folds;
  }

  /** The results at all places. */
  List<ProbeResult> results(Study study) {
    List<Place> places = Place.all(study);
    int labelings = 1 + (config.control() ? 1 : 0) + config.permutations();
    long fits = (long) places.size() * config.folds() * labelings;
    try (Progress.Task task = progress.begin("probing", "fits", fits)) {
      CrossValidation validation = validation(config.learner(seeds, parallel), task);
      return parallel.map(places, place -> result(study, place, validation));
    }
  }

  /** How well the words of the prompts alone predict the target, by logistic regression. */
  Interval bagOfTokens(Study study) {
    try (Progress.Task task = progress.begin("probing texts", "fits", config.folds())) {
      int[] labels = data.target().codes();
      HeldOut heldOut =
          validation(ProbeKind.LOGISTIC.probe(1, Strength.TOLERANCE, parallel), task)
              .run(BagOfTokens.of(study.design().prompts().items()), List.of(labels))
              .get(0);
      return bootstrap.interval(heldOut.accuracy(), heldOut.right(labels));
    }
  }

  private CrossValidation validation(Learner probe, Progress.Task task) {
    return new CrossValidation(probe, folds, data.classes(), task);
  }

  private ProbeResult result(Study study, Place place, CrossValidation validation) {
    int[] labels = data.target().codes();
    List<int[]> labelings = new ArrayList<>(List.of(labels));
    if (config.control()) {
      labelings.add(shuffled("control %s %d".formatted(place.component(), place.layer())));
    }
    Features features = Features.of(place.rows(study), data.groups());
    List<HeldOut> heldOut = validation.run(features, labelings);
    HeldOut found = heldOut.get(0);
    Predictions predictions = Predictions.of(found.decisions());
    return new ProbeResult(
        place.component(),
        place.layer(),
        bootstrap.interval(found.accuracy(), found.right(labels)),
        config.control()
            ? Optional.of(interval(heldOut.get(1), labelings.get(1)))
            : Optional.empty(),
        pValue(found, features, validation),
        found.folds(),
        config.control() ? heldOut.get(1).folds() : List.of(),
        predictions,
        data.classes() == 2 && config.isProbabilistic()
            ? Optional.of(Calibration.of(predictions.scores(), labels))
            : Optional.empty(),
        data.classes() > 2
            ? Optional.of(ClassScores.of(found.decisions(), labels, data.classes(), folds))
            : Optional.empty());
  }

  private Interval interval(HeldOut heldOut, int[] labels) {
    return bootstrap.interval(heldOut.accuracy(), heldOut.right(labels));
  }

  private int[] shuffled(String purpose) {
    return ShuffledLabels.of(data.target().codes(), data.groups(), seeds.random(purpose));
  }

  private double pValue(HeldOut found, Features features, CrossValidation validation) {
    if (config.permutations() == 0) {
      return ResampledTest.pValue(
          found.right(data.target().codes()), data.groups(), data.majority(), folds.count());
    }
    int asGood = 0;
    for (int first = 0; first < config.permutations(); first += BATCH) {
      int last = Math.min(first + BATCH, config.permutations());
      List<int[]> labelings =
          IntStream.range(first, last) // the same at all places, which can be compared
              .mapToObj(i -> shuffled("permutation " + i))
              .toList();
      for (HeldOut of : validation.run(features, labelings)) {
        asGood += of.accuracy() >= found.accuracy() ? 1 : 0;
      }
    }
    return (1 + asGood) / (1.0 + config.permutations());
  }
}
