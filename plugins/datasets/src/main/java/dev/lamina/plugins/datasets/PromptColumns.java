package dev.lamina.plugins.datasets;

import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.datasets.table.LabelTyping;
import dev.lamina.plugins.datasets.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which column of a table holds the prompts and which are labels.
 *
 * @param text the prompts' column
 * @param labels in the order of the table
 */
record PromptColumns(int text, List<LabelColumn> labels) {

  /** A label, its column and what the values seen so far are. */
  record LabelColumn(String name, int column, LabelTyping typing) {}

  private static final List<String> TEXT = List.of("text", "statement", "prompt");

  /**
   * Picks the columns.
   *
   * @param text the key {@code text} of the spec
   * @param renamed the key {@code labels}: label to column
   * @return empty if an error was reported
   */
  static Optional<PromptColumns> pick(
      Table table, Optional<String> text, Map<String, String> renamed, Problems problems) {
    Optional<Integer> prompts = text(table, text, problems);
    boolean valid = prompts.isPresent();
    for (Map.Entry<String, String> label : renamed.entrySet()) {
      Optional<String> problem = problem(table, label.getKey(), label.getValue(), renamed);
      problem.ifPresent(message -> problems.error("labels." + label.getKey(), message));
      valid = valid && problem.isEmpty();
    }
    return valid
        ? Optional.of(
            new PromptColumns(prompts.orElseThrow(), labels(table, prompts.orElseThrow(), renamed)))
        : Optional.empty();
  }

  private static Optional<Integer> text(Table table, Optional<String> wanted, Problems problems) {
    if (wanted.isPresent()) {
      int index = table.columns().indexOf(wanted.get());
      if (index < 0) {
        problems.error("text", inFile(table, table.lacks(wanted.get())));
      }
      return Optional.of(index).filter(found -> found >= 0);
    }
    for (String name : TEXT) {
      int index = table.columns().indexOf(name);
      if (index >= 0) {
        return Optional.of(index);
      }
    }
    problems.error(
        "text",
        inFile(
            table,
            "no column is named text, statement or prompt; set text to the column that holds the"
                + " prompts ("
                + table.listed()
                + ")"));
    return Optional.empty();
  }

  private static Optional<String> problem(
      Table table, String label, String column, Map<String, String> renamed) {
    if (label.isBlank()) {
      return Optional.of("a label must have a name");
    }
    if (!table.columns().contains(column)) {
      return Optional.of(inFile(table, table.lacks(column)));
    }
    if (table.columns().contains(label) && !label.equals(column) && !renamed.containsValue(label)) {
      return Optional.of(
          inFile(
              table,
              "there is a column %s already; rename that one too, or choose another name"
                  .formatted(Quoted.of(label))));
    }
    return Optional.empty();
  }

  private static String inFile(Table table, String message) {
    return "in " + Quoted.of(table.source()) + " " + message;
  }

  private static List<LabelColumn> labels(Table table, int text, Map<String, String> renamed) {
    Map<String, List<String>> namesOf = new LinkedHashMap<>();
    renamed.forEach(
        (label, column) -> namesOf.computeIfAbsent(column, key -> new ArrayList<>()).add(label));
    List<LabelColumn> labels = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      String column = table.columns().get(i);
      boolean isLabel = !column.isBlank() && i != text;
      for (String name : namesOf.getOrDefault(column, isLabel ? List.of(column) : List.of())) {
        labels.add(new LabelColumn(name, i, new LabelTyping()));
      }
    }
    return labels;
  }
}
