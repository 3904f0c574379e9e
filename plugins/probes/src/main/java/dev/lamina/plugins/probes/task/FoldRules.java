package dev.lamina.plugins.probes.task;

import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;

/** What is required of the number of folds that are drawn, whatever is predicted. */
public record FoldRules(ProbingTask task, int folds, Problems problems) {

  /** Reports what is wrong. */
  public boolean hold() {
    if (task.rows() < folds) {
      problems.error(
          "folds",
          "must be at most %d, the number of prompts, but is %d".formatted(task.rows(), folds));
      return false;
    }
    if (task.grouping().isPresent() && task.grouping().get().classes().size() < folds) {
      Label grouping = task.grouping().get();
      problems.error(
          "folds",
          "must be at most %d, the number of groups by %s, but is %d; group by another label or set group_by: null"
              .formatted(grouping.classes().size(), Quoted.of(grouping.name()), folds));
      return false;
    }
    return true;
  }
}
