package dev.lamina.plugins.probes;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.probes.data.LeakRules;
import dev.lamina.plugins.probes.data.ProbeData;
import dev.lamina.plugins.probes.data.ProbeRules;
import dev.lamina.plugins.probes.score.Interval;
import java.util.List;
import java.util.Optional;

/** What all probes of classes do, whatever they fit: look at the data, cross-validate, report. */
record ProbeProcedure(ProbeSettings settings, Seeds seeds, Parallel parallel, Progress progress) {

  /** Fewer cannot give a p value of 0.05. */
  private static final int LEAST_PERMUTATIONS = 19;

  void check(StudyDesign design, Problems problems) {
    ProbeData data = data(design);
    Evaluation evaluation = settings.evaluation();
    ProbeRules rules = new ProbeRules(data, settings.requirements(), evaluation.folds(), problems);
    for (int repeat = 0; repeat < evaluation.repeats() && !problems.hasErrors(); repeat++) {
      rules.check(seeds.random(Probing.of("folds", repeat)));
    }
    int permutations = evaluation.permutations();
    if (permutations > 0 && permutations < LEAST_PERMUTATIONS) {
      problems.error(
          "permutations",
          "must be 0 or at least %d, but is %d: the smallest p value of m permutations is 1 / (m + 1)"
              .formatted(LEAST_PERMUTATIONS, permutations));
    }
    if (!problems.hasErrors()) {
      new LeakRules(data, design.prompts(), problems).check();
    }
  }

  /** Returns what it reports: the results at all places. */
  List<ProbeResult> analyze(Study study, Findings findings) {
    ProbeData data = data(study.design());
    Probing probing = probing(settings, data);
    Optional<Interval> bagOfTokens =
        settings.evaluation().bagOfTokens()
            ? Optional.of(probing.bagOfTokens(study))
            : Optional.empty();
    List<ProbeResult> results = probing.results(study);
    new ProbeReport(data, probing.folds(), results, bagOfTokens, settings).write(findings);
    return results;
  }

  Probing probing(ProbeSettings of, ProbeData data) {
    return new Probing(of, data, seeds, parallel, progress);
  }

  ProbeData data(StudyDesign design) {
    return ProbeData.of(design, settings.target(), settings.evaluation().division());
  }
}
