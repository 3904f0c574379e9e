package dev.lamina.plugins.probes.transfer;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import dev.lamina.plugins.probes.task.ProbeRules;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What carrying probes between sets requires of labels, groups and folds. */
final class TransferRules {

  private static final int MOST_SETS = 30;

  private final ProbeTransfer.Config config;
  private final Problems problems;

  TransferRules(ProbeTransfer.Config config, Problems problems) {
    this.config = config;
    this.problems = problems;
  }

  void check(StudyDesign design, SplittableRandom random) {
    ProbingTask task = ProbingTask.of(design, config.target(), config.division());
    new ProbeRules(task, config.fit().probe(), config.division().folds(), problems)
        .check(random.split());
    Label by = design.prompts().label(config.by());
    if (!problems.hasErrors() && distinctLabels(by) && severalSets(by) && allClasses(task, by)) {
      folds(Sets.of(task, by, config.division().folds(), random));
    }
  }

  private boolean distinctLabels(Label by) {
    if (by.name().equals(config.target())) {
      problems.error(
          "by",
          "is the target, %s: each set would have one class; set 'by' to a label that divides the prompts otherwise"
              .formatted(Quoted.of(by.name())));
      return false;
    }
    return true;
  }

  private boolean severalSets(Label by) {
    int count = by.classes().size();
    if (count < 2) {
      problems.error(
          "by",
          "label %s has one class, %s: there is nothing to carry a probe over to; add prompts of another class, e.g. by a data set of type union"
              .formatted(Quoted.of(by.name()), Quoted.of(by.classes().get(0))));
    } else if (count > MOST_SETS) {
      problems.error(
          "by",
          "label %s has %d classes, but at most %d sets can be compared; leave some out by the data set's 'filter'"
              .formatted(Quoted.of(by.name()), count, MOST_SETS));
    }
    return count >= 2 && count <= MOST_SETS;
  }

  private boolean allClasses(ProbingTask task, Label by) {
    for (int set = 0; set < by.classes().size(); set++) {
      int[] present = task.target().classes().stream().mapToInt(of -> 0).toArray();
      for (int row : by.members(set)) {
        present[task.target().codes()[row]]++;
      }
      int missing =
          IntStream.range(0, present.length)
              .filter(code -> present[code] == 0)
              .findFirst()
              .orElse(-1);
      if (missing >= 0) {
        problems.error(
            "by",
            "%s = %s has no prompt with %s = %s, so that no probe can be trained there; leave it out by the data set's 'filter'"
                .formatted(
                    Quoted.bare(by.name()),
                    Quoted.of(by.classes().get(set)),
                    Quoted.bare(task.target().name()),
                    Quoted.of(task.target().classes().get(missing))));
        return false;
      }
    }
    return true;
  }

  private void folds(Sets sets) {
    for (int set = 0; set < sets.count(); set++) {
      for (int fold = 0; fold < config.division().folds(); fold++) {
        int[] training = sets.training(set, fold);
        if (sets.test(set, fold).length == 0 || sets.task().lacksAClass(training)) {
          problems.error(
              "folds",
              "leaves a fold of %s = %s without test prompts or without training prompts of a class; set fewer 'folds', group by another label or set group_by: null"
                  .formatted(
                      Quoted.bare(sets.by().name()), Quoted.of(sets.by().classes().get(set))));
          return;
        }
      }
    }
  }
}
