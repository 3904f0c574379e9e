package dev.lamina.plugins.probes;

import dev.lamina.api.analysis.Study;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.probes.baseline.BagOfTokens;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.Learner;
import dev.lamina.plugins.probes.fit.kind.LinearFit;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.plugins.probes.place.Place;
import dev.lamina.plugins.probes.score.Bootstrap;
import dev.lamina.plugins.probes.score.Calibration;
import dev.lamina.plugins.probes.score.ClassScores;
import dev.lamina.plugins.probes.score.CrossValidation;
import dev.lamina.plugins.probes.score.HeldOut;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.score.Repeats;
import dev.lamina.plugins.probes.score.ResampledTest;
import dev.lamina.plugins.probes.split.Folds;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Cross-validates a probe at every layer of every component, on the same folds, repeatedly. */
final class Probing {

  private final ProbeSettings config;
  private final Evaluation evaluation;
  private final ProbingTask task;
  private final List<Folds> folds; // one a repeat
  private final Learner learner;
  private final Bootstrap bootstrap;
  private final Seeds seeds;
  private final Parallel parallel;
  private final Progress progress;

  Probing(
      ProbeSettings config, ProbingTask task, Seeds seeds, Parallel parallel, Progress progress) {
    this.config = config;
    this.evaluation = config.evaluation();
    this.task = task;
    this.folds =
        IntStream.range(0, evaluation.repeats())
            .mapToObj(repeat -> task.folds(evaluation.folds(), seeds.random(of("folds", repeat))))
            .toList();
    this.learner = config.learner(seeds, parallel);
    this.bootstrap = new Bootstrap(task.testedGroups(), seeds.random("bootstrap"));
    this.seeds = seeds;
    this.parallel = parallel;
    this.progress = progress;
  }

  /** The first is {@code what}, which analyses without repeats draw too. */
  static String of(String what, int repeat) {
    return repeat == 0 ? what : what + " " + repeat;
  }

  /** Those of the first repeat. */
  Folds folds() {
    return folds.get(0);
  }

  /** The results at all places. */
  List<ProbeResult> results(Study study) {
    List<Place> places = Place.all(study);
    int draws = task.split().isPresent() ? 1 : evaluation.repeats();
    int labelings =
        draws + (evaluation.control() ? evaluation.repeats() : 0) + evaluation.permutations();
    long fits = (long) places.size() * folds().count() * labelings;
    try (Progress.Task steps = progress.begin("probing", "fits", fits)) {
      List<CrossValidation> validations =
          folds.stream().map(of -> validation(learner, of, steps)).toList();
      return parallel.map(places, place -> result(study, place, validations));
    }
  }

  /** How well the words of the prompts alone predict the target, by logistic regression. */
  Interval bagOfTokens(Study study) {
    try (Progress.Task steps = progress.begin("probing texts", "fits", folds().count())) {
      int[] labels = task.target().codes();
      HeldOut heldOut =
          validation(ProbeKind.LOGISTIC.probe(1, LinearFit.TOLERANCE, parallel), folds(), steps)
              .run(BagOfTokens.of(study.design().prompts().items()), List.of(labels))
              .get(0);
      return bootstrap.interval(heldOut.accuracy(), heldOut.right(labels));
    }
  }

  private CrossValidation validation(Learner probe, Folds folds, Progress.Task steps) {
    return new CrossValidation(probe, folds, task.classes(), steps);
  }

  private ProbeResult result(Study study, Place place, List<CrossValidation> validations) {
    int[] labels = task.target().codes();
    Features features = Features.of(place.rows(study), task.groups());
    Repeats found = new Repeats();
    Repeats controls = new Repeats();
    for (int repeat = 0; repeat < validations.size(); repeat++) {
      boolean isNew = repeat == 0 || task.split().isEmpty(); // else the folds are the same
      List<int[]> labelings = new ArrayList<>(isNew ? List.of(labels) : List.of());
      if (evaluation.control()) {
        String control = "control %s %d".formatted(place.component(), place.layer());
        labelings.add(shuffled(of(control, repeat)));
      }
      if (labelings.isEmpty()) {
        continue;
      }
      List<HeldOut> heldOut = validations.get(repeat).run(features, labelings);
      found.add(isNew ? heldOut.get(0) : found.first(), labels);
      if (evaluation.control()) {
        controls.add(heldOut.get(heldOut.size() - 1), labelings.get(labelings.size() - 1));
      }
    }
    HeldOut first = found.first();
    Predictions predictions = Predictions.of(first);
    return new ProbeResult(
        place.component(),
        place.layer(),
        found.interval(bootstrap),
        task.split().isPresent() ? OptionalDouble.empty() : found.deviation(), // the same folds
        found.auc(bootstrap, folds, labels, task.classes()),
        evaluation.control() ? Optional.of(controls.interval(bootstrap)) : Optional.empty(),
        evaluation.permutations() > 0
            ? permutations(first, features, validations.get(0))
            : ResampledTest.pValue(
                found.right(), task.testedGroups(), task.majority(), folds().overlap()),
        found.right(),
        found.scores(),
        controls.scores(),
        predictions,
        task.classes() == 2 && config.isProbabilistic()
            ? Optional.of(Calibration.of(predictions.scores(first.tested()), task.testedLabels()))
            : Optional.empty(),
        task.classes() > 2
            ? Optional.of(ClassScores.of(first.decisions(), labels, task.classes(), folds()))
            : Optional.empty());
  }

  private int[] shuffled(String purpose) {
    return task.shuffled(seeds.random(purpose));
  }

  private double permutations(HeldOut found, Features features, CrossValidation validation) {
    int asGood = 0;
    int together = learner.together();
    for (int first = 0; first < evaluation.permutations(); first += together) {
      int last = Math.min(first + together, evaluation.permutations());
      List<int[]> labelings =
          IntStream.range(first, last) // the same at all places, which can be compared
              .mapToObj(i -> shuffled("permutation " + i))
              .toList();
      for (HeldOut of : validation.run(features, labelings)) {
        asGood += of.accuracy() >= found.accuracy() ? 1 : 0;
      }
    }
    return (1 + asGood) / (1.0 + evaluation.permutations());
  }
}
