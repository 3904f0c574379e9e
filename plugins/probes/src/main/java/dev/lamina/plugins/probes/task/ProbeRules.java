package dev.lamina.plugins.probes.task;

import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.plugins.probes.split.Folds;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What a probe requires of labels, groups and folds. */
public final class ProbeRules {

  /** A number with more values than this is a quantity rather than a class. */
  private static final int MOST_NUMBERS = 20;

  private final ProbingTask task;
  private final ProbeKind probe;
  private final int folds;
  private final Problems problems;

  /** Those of one analysis. */
  public ProbeRules(ProbingTask task, ProbeKind probe, int folds, Problems problems) {
    this.task = task;
    this.probe = probe;
    this.folds = folds;
    this.problems = problems;
  }

  /** Reports what is wrong; a later rule is only looked at if the earlier ones hold. */
  public void check(SplittableRandom random) {
    if (task.split().isPresent()) {
      if (target() && grouping() && pairs() && new SplitRules(task, problems).hold()) {
        trained(task.folds(folds, random));
      }
    } else if (target() && grouping() && pairs() && enough()) {
      balanced(task.folds(folds, random));
    }
  }

  private void trained(Folds given) {
    for (int fold = 0; fold < given.count(); fold++) {
      if (task.lacksAClass(given.training(fold))) {
        problems.error(
            "split_by",
            "leaves a class of %s without training prompts in a fold: every class must be in several values of %s, or in those of %s"
                .formatted(
                    Quoted.of(task.target().name()),
                    Quoted.of(task.split().map(Label::name).orElse("")),
                    Quoted.of(Folds.TRAIN)));
        return;
      }
    }
  }

  private boolean target() {
    Label target = task.target();
    String name = Quoted.of(target.name());
    if (target.name().equals(Prompts.UNLABELLED) && task.classes() < 2) {
      problems.error(
          "target",
          "the data set has no label to predict; give its prompts a label of two or more classes or"
              + " leave this analysis out");
      return false;
    }
    if (task.classes() < 2) {
      problems.error(
          "target",
          "label %s has one class, %s, in these %d prompts; a probe tells two or more apart: add prompts of another class or set 'target' to another label"
              .formatted(name, Quoted.of(target.classes().get(0)), task.rows()));
      return false;
    }
    if (target.kind() == LabelKind.NUMBER && task.classes() > MOST_NUMBERS) {
      problems.error(
          "target",
          "label %s is a number with %d values; a probe tells at most %d numbers apart and predicts no quantity: take ridge-probe, or set 'target' to a label of classes"
              .formatted(name, task.classes(), MOST_NUMBERS));
      return false;
    }
    return true;
  }

  private boolean grouping() {
    if (task.grouping().isPresent() && task.grouping().get().name().equals(task.target().name())) {
      problems.error(
          "group_by",
          "is the target, %s, so that no fold could learn a class that it is tested on; group by another label, e.g. the fact's pair or subject, or set group_by: null"
              .formatted(Quoted.of(task.target().name())));
      return false;
    }
    return true;
  }

  private boolean pairs() {
    boolean paired = task.grouping().isPresent() && task.classes() == 2;
    if (probe == ProbeKind.CCS && !paired) {
      problems.error(
          "probe",
          "ccs needs two classes and pairs of a prompt of each: set group_by to the label that a fact and its counterfactual share, or take another probe");
      return false;
    }
    return true;
  }

  private boolean enough() {
    if (!new FoldRules(task, folds, problems).hold()) {
      return false;
    }
    int smallest =
        IntStream.range(0, task.classes())
            .reduce((a, b) -> task.size(b) < task.size(a) ? b : a)
            .orElseThrow();
    if (task.size(smallest) < folds) {
      problems.error(
          "folds",
          "must be at most %d, the number of prompts with %s = %s, but is %d; leave small classes out by the data set's 'filter' or set 'target' to another label"
              .formatted(
                  task.size(smallest),
                  Quoted.bare(task.target().name()),
                  Quoted.of(task.target().classes().get(smallest)),
                  folds));
      return false;
    }
    return true;
  }

  private void balanced(Folds assigned) {
    for (int fold = 0; fold < folds; fold++) {
      if (assigned.test(fold).length == 0 || task.lacksAClass(assigned.training(fold))) {
        problems.error(
            "group_by",
            "leaves a fold without test prompts or a class of %s without training prompts: the groups by %s are too few or too uneven for %d folds; set fewer 'folds', group by another label or set group_by: null"
                .formatted(
                    Quoted.of(task.target().name()),
                    Quoted.of(task.grouping().map(Label::name).orElse("")),
                    folds));
        return;
      }
    }
  }
}
