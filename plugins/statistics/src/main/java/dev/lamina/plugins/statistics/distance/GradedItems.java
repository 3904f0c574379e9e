package dev.lamina.plugins.statistics.distance;

import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Statements of ordered grades, each with the statement of the first grade that is about the same
 * item.
 *
 * @param grades names, the first being that of the references
 * @param rows prompts of a later grade, item after item, [statements]
 * @param references the item's prompt of the first grade, [statements]
 * @param grade counted from 0 for the second of the grades, [statements]
 * @param item counted from 0, ascending, [statements]
 * @param items how many there are
 * @param leftOut items without a reference or without another statement
 */
record GradedItems(
    List<String> grades,
    int[] rows,
    int[] references,
    int[] grade,
    int[] item,
    int items,
    int leftOut) {

  /** Reports what keeps the statements from being compared; returns whether there is nothing. */
  static boolean check(GradedDistance.Config config, Prompts prompts, Problems problems) {
    Label label = prompts.label(config.grade());
    if (config.order().isEmpty() && label.kind() != LabelKind.NUMBER) {
      problems.error(
          "order",
          "label %s is not numeric, so the order of its values must be said, the true one first, e.g. order: [%s]"
              .formatted(Quoted.of(config.grade()), list(label.classes())));
      return false;
    }
    List<String> unknown =
        config.order().stream().filter(value -> !label.classes().contains(value)).toList();
    if (!unknown.isEmpty()) {
      problems.error(
          "order",
          "no prompt has %s %s; there are: %s"
              .formatted(
                  Quoted.bare(config.grade()),
                  unknown.stream().map(Quoted::of).collect(Collectors.joining(", ")),
                  list(label.classes())));
      return false;
    }
    List<String> grades = grades(config, label);
    if (grades.size() < 3 || new LinkedHashSet<>(grades).size() < grades.size()) {
      problems.error(
          config.order().isEmpty() ? "grade" : "order",
          "a trend needs three or more different grades, the first being that of the true statements, but there are: %s"
              .formatted(list(grades)));
      return false;
    }
    return checkItems(config, prompts, label, grades, problems);
  }

  private static boolean checkItems(
      GradedDistance.Config config,
      Prompts prompts,
      Label label,
      List<String> grades,
      Problems problems) {
    Map<Integer, Integer> references = new HashMap<>();
    int[] items = config.item().codes(prompts);
    for (int row = 0; row < items.length; row++) {
      if (label.values().get(row).equals(grades.get(0))) {
        Integer before = references.putIfAbsent(items[row], row);
        if (before != null) {
          problems.error(
              "item",
              "prompts %d and %d have the same %s and both %s %s; an item has one true statement to measure from"
                  .formatted(
                      before + 1,
                      row + 1,
                      Quoted.bare(config.item()),
                      Quoted.bare(config.grade()),
                      Quoted.of(grades.get(0))));
          return false;
        }
      }
    }
    GradedItems found = of(config, prompts);
    if (found.items < 2) {
      problems.error(
          "item",
          "fewer than two items (prompts that agree in %s) have a statement of grade %s and others to compare with it; name a label that the statements of one fact share"
              .formatted(Quoted.bare(config.item()), Quoted.of(grades.get(0))));
      return false;
    }
    if (found.leftOut > 0) {
      problems.warning(
          "item",
          "%d of %d items have no statement of grade %s or none to compare with it, and are left out"
              .formatted(found.leftOut, found.leftOut + found.items, Quoted.of(grades.get(0))));
    }
    return true;
  }

  private static String list(List<String> values) {
    return Quoted.bare(Quoted.few(values, 12));
  }

  private static List<String> grades(GradedDistance.Config config, Label label) {
    return config.order().isEmpty() ? label.classes() : config.order();
  }

  /** The statements, of prompts that were checked. */
  static GradedItems of(GradedDistance.Config config, Prompts prompts) {
    Label label = prompts.label(config.grade());
    List<String> grades = grades(config, label);
    int[] grade = label.values().stream().mapToInt(grades::indexOf).toArray();
    List<int[]> statements = new ArrayList<>(); // row, reference, grade, item
    int found = 0;
    int count = 0;
    for (List<Integer> rows : config.item().rows(prompts).values()) {
      count++;
      List<Integer> others = rows.stream().filter(row -> grade[row] > 0).toList();
      Optional<Integer> reference = rows.stream().filter(row -> grade[row] == 0).findFirst();
      if (reference.isPresent() && !others.isEmpty()) {
        for (int row : others) {
          statements.add(new int[] {row, reference.get(), grade[row] - 1, found});
        }
        found++;
      }
    }
    return new GradedItems(
        grades,
        column(statements, 0),
        column(statements, 1),
        column(statements, 2),
        column(statements, 3),
        found,
        count - found);
  }

  private static int[] column(List<int[]> statements, int column) {
    return statements.stream().mapToInt(of -> of[column]).toArray();
  }

  /** How many grades there are behind the first. */
  int laterGrades() {
    return grades.size() - 1;
  }
}
