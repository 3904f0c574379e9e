package dev.lamina.plugins.probes;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.task.LeakRules;
import dev.lamina.plugins.probes.task.ProbeRules;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.List;
import java.util.Optional;

/** What all probes of classes do, whatever they fit: look at the data, cross-validate, report. */
record ProbeProcedure(ProbeSettings settings, Seeds seeds, Parallel parallel, Progress progress) {

  /** Fewer cannot give a p value of 0.05. */
  private static final int LEAST_PERMUTATIONS = 19;

  void check(StudyDesign design, Problems problems) {
    ProbingTask task = task(design);
    ProbeRules rules =
        new ProbeRules(task, settings.requirements(), settings.evaluation().folds(), problems);
    int repeats = settings.evaluation().repeats();
    for (int repeat = 0; repeat < repeats && !problems.hasErrors(); repeat++) {
      rules.check(seeds.random(Probing.of("folds", repeat)));
    }
    int permutations = settings.evaluation().permutations();
    if (permutations > 0 && permutations < LEAST_PERMUTATIONS) {
      problems.error(
          "permutations",
          "must be 0 or at least %d, but is %d: the smallest p value of m permutations is 1 / (m + 1)"
              .formatted(LEAST_PERMUTATIONS, permutations));
    }
    if (!problems.hasErrors()) {
      new LeakRules(task, design.prompts(), problems).check();
    }
  }

  /** Returns what it reports: the results at all places. */
  List<ProbeResult> analyze(Study study, Findings findings) {
    ProbingTask task = task(study.design());
    Probing probing = probing(settings, task);
    Optional<Interval> bagOfTokens =
        settings.evaluation().bagOfTokens()
            ? Optional.of(probing.bagOfTokens(study))
            : Optional.empty();
    List<ProbeResult> results = probing.results(study);
    new ProbeReport(task, probing.folds(), results, bagOfTokens, settings).write(findings);
    return results;
  }

  Probing probing(ProbeSettings of, ProbingTask task) {
    return new Probing(of, task, seeds, parallel, progress);
  }

  ProbingTask task(StudyDesign design) {
    return ProbingTask.of(design, settings.target(), settings.evaluation().division());
  }
}
