package dev.lamina.plugins.probes.ridge;

import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.plugins.probes.split.Folds;
import dev.lamina.plugins.probes.task.FoldRules;
import dev.lamina.plugins.probes.task.ProbingTask;
import dev.lamina.plugins.probes.task.SplitRules;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a regression requires of the target, groups and folds. */
record RidgeRules(
    RidgeProbe.Config config,
    Label target,
    Optional<Label> grouping,
    Optional<Label> split,
    Problems problems) {

  /** Of a label, whose order could be said. */
  private static final int FEW = 12;

  /** Reports what is wrong; a later rule is only looked at if the earlier ones hold. */
  void check(SplittableRandom random) {
    if (ordered() && numeric() && varied() && grouped()) {
      Quantity quantity = Quantity.of(target, config.order());
      ProbingTask task = quantity.inParts(grouping, split);
      int folds = config.division().folds();
      boolean divides =
          split.isPresent()
              ? new SplitRules(task, problems).hold()
              : new FoldRules(task, folds, problems).hold();
      if (divides) {
        trained(quantity, task.folds(folds, random));
      }
    }
  }

  private boolean ordered() {
    List<String> order = config.order();
    if (new HashSet<>(order).size() < order.size()) {
      problems.error("order", "has a value twice: %s".formatted(list(order)));
      return false;
    }
    List<String> unknown =
        order.stream().filter(value -> !target.classes().contains(value)).toList();
    if (!unknown.isEmpty()) {
      problems.warning(
          "order",
          "has %s, which no prompt has as %s: it counts as a step all the same"
              .formatted(list(unknown), Quoted.bare(target.name())));
    }
    List<String> lacking =
        target.classes().stream().filter(value -> !order.contains(value)).toList();
    if (!order.isEmpty() && !lacking.isEmpty()) {
      problems.error(
          "order",
          "lacks %s of label %s; add it, or leave its prompts out by the data set's 'filter'"
              .formatted(Quoted.of(lacking.get(0)), Quoted.of(target.name())));
      return false;
    }
    return true;
  }

  private boolean numeric() {
    List<String> values = target.values();
    for (int row = 0; row < values.size(); row++) {
      if (Quantity.number(values.get(row), config.order()).isEmpty()) {
        problems.error(
            "target",
            "label %s of prompt %d is %s, which is no number; set 'target' to a label of numbers%s"
                .formatted(
                    Quoted.of(target.name()), row + 1, Quoted.of(values.get(row)), instead()));
        return false;
      }
    }
    return true;
  }

  private String instead() {
    String classes = ", or tell its values apart by linear-probe";
    return target.kind() == LabelKind.CATEGORY && target.classes().size() <= FEW
        ? ", say how its values are ordered, e.g. order: [%s]%s"
            .formatted(list(target.classes()), classes)
        : classes;
  }

  private static String list(List<String> values) {
    return values.stream().map(Quoted::bare).collect(Collectors.joining(", "));
  }

  private boolean varied() {
    if (target.classes().size() < 2) {
      problems.error(
          "target",
          "label %s is %s in all of these %d prompts, so that there is nothing to predict"
              .formatted(
                  Quoted.of(target.name()),
                  Quoted.of(target.classes().get(0)),
                  target.values().size()));
      return false;
    }
    return true;
  }

  private boolean grouped() {
    if (grouping.isPresent() && grouping.get().name().equals(target.name())) {
      problems.error(
          "group_by",
          "is the target, %s; group by another label, e.g. the fact's pair or subject, or set group_by: null"
              .formatted(Quoted.of(target.name())));
      return false;
    }
    return true;
  }

  private void trained(Quantity quantity, Folds folds) {
    for (int fold = 0; fold < folds.count(); fold++) {
      double[] known = pick(quantity.values(), folds.training(fold));
      if (folds.test(fold).length == 0 || Arrays.stream(known).distinct().count() < 2) {
        problems.error(
            split.isPresent() ? "split_by" : "folds",
            "leaves a fold without test prompts or with one value of %s among the training prompts; set fewer 'folds' or divide the prompts by another label"
                .formatted(Quoted.of(target.name())));
        return;
      }
    }
    double[] tested = pick(quantity.values(), folds.tested());
    if (Arrays.stream(tested).distinct().count() < 2) {
      problems.error(
          "split_by",
          "leaves one value of %s among the test prompts, so that there is nothing to predict"
              .formatted(Quoted.of(target.name())));
    }
  }

  private static double[] pick(double[] values, int[] rows) {
    return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
  }
}
