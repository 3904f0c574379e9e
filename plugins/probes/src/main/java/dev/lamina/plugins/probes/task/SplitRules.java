package dev.lamina.plugins.probes.task;

import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import dev.lamina.plugins.probes.split.Folds;
import java.util.HashMap;
import java.util.Map;

/** What is required of a label that gives the folds. */
public final class SplitRules {

  private final ProbingTask task;
  private final Label split;
  private final Problems problems;

  /** Those of one analysis. */
  public SplitRules(ProbingTask task, Problems problems) {
    this.task = task;
    this.split = task.split().orElseThrow();
    this.problems = problems;
  }

  /** Reports what is wrong. */
  public boolean hold() {
    return isNotTheTarget() && hasTwo() && isClear() && keepsGroupsTogether();
  }

  private boolean isNotTheTarget() {
    if (split.name().equals(task.target().name())) {
      problems.error(
          "split_by",
          "is the target, %s, so that no fold could learn the class that it is tested on"
              .formatted(Quoted.of(split.name())));
      return false;
    }
    return true;
  }

  private boolean hasTwo() {
    if (split.classes().size() < 2) {
      problems.error(
          "split_by",
          "label %s has one value, %s, in these prompts; a split needs two or more, of which each is held out once, or %s and %s"
              .formatted(
                  Quoted.of(split.name()),
                  Quoted.of(split.classes().get(0)),
                  Folds.TRAIN,
                  Folds.TEST));
      return false;
    }
    return true;
  }

  /** With a third value beside train and test it is not clear what that is for. */
  private boolean isClear() {
    if (split.classes().contains(Folds.TRAIN) && !Folds.isTrainAndTest(split)) {
      problems.error(
          "split_by",
          "label %s has %s among the values %s; keep those of %s and %s alone by the data set's 'filter'"
              .formatted(
                  Quoted.of(split.name()),
                  Folds.TRAIN,
                  Quoted.bare(String.join(", ", split.classes())),
                  Folds.TRAIN,
                  Folds.TEST));
      return false;
    }
    return true;
  }

  private boolean keepsGroupsTogether() {
    if (task.grouping().isEmpty()) {
      return true;
    }
    Label grouping = task.grouping().get();
    Map<Integer, Integer> splitOf = new HashMap<>();
    for (int row = 0; row < task.rows(); row++) {
      int group = grouping.codes()[row];
      Integer before = splitOf.putIfAbsent(group, split.codes()[row]);
      if (before != null && before != split.codes()[row]) {
        problems.error(
            "split_by",
            "parts prompts that group_by keeps together: those of %s %s have the values %s and %s of %s; correct the data, or set group_by: null to split them all the same"
                .formatted(
                    Quoted.bare(grouping.name()),
                    Quoted.of(grouping.classes().get(group)),
                    Quoted.of(split.classes().get(before)),
                    Quoted.of(split.classes().get(split.codes()[row])),
                    Quoted.of(split.name())));
        return false;
      }
    }
    return true;
  }
}
