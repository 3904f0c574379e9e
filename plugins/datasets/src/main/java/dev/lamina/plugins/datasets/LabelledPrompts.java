package dev.lamina.plugins.datasets;

import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.prompt.Span;
import dev.lamina.plugins.datasets.PromptColumns.LabelColumn;
import dev.lamina.plugins.datasets.table.FileProblems;
import dev.lamina.plugins.datasets.table.LabelTyping;
import dev.lamina.plugins.datasets.table.Occurrence;
import dev.lamina.plugins.datasets.table.Row;
import dev.lamina.plugins.datasets.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the rows of a table into prompts: one column is the text, the others are labels. */
final class LabelledPrompts {

  private static final List<String> LOCATED = List.of("subject", "object");

  private LabelledPrompts() {}

  /** No prompts, for a data set with errors. */
  static Prompts none() {
    return new Prompts(List.of(), Map.of(), Optional.empty());
  }

  /**
   * Makes a prompt of each row. Where the labels {@code subject} and {@code object} stand verbatim
   * in the text, their spans are kept.
   *
   * @param text the key {@code text} of the spec
   * @param renamed the key {@code labels}: label to column
   */
  static Prompts of(
      Table table, Optional<String> text, Map<String, String> renamed, Problems problems) {
    if (table.columns().isEmpty()) {
      return none();
    }
    Optional<PromptColumns> picked = PromptColumns.pick(table, text, renamed, problems);
    if (picked.isEmpty()) {
      return none();
    }
    PromptColumns columns = picked.get();
    for (LabelColumn label : columns.labels()) {
      table.rows().forEach(row -> label.typing().see(row.cell(label.column())));
    }
    List<Prompt> items = new ArrayList<>(table.rows().size());
    try (FileProblems inFile = new FileProblems(table.source(), problems)) {
      for (Row row : table.rows()) {
        if (row.cell(columns.text()).isBlank()) {
          inFile.error(
              row.location(table.source(), columns.text()),
              "the prompt (column %s) is empty"
                  .formatted(Quoted.of(table.columns().get(columns.text()))));
        } else {
          items.add(prompt(table, columns, row));
        }
      }
    }
    Map<String, LabelKind> kinds = new LinkedHashMap<>();
    columns.labels().forEach(label -> kinds.put(label.name(), label.typing().kind()));
    return new Prompts(items, kinds, mainLabel(kinds));
  }

  private static Prompt prompt(Table table, PromptColumns columns, Row row) {
    String text = row.cell(columns.text());
    Map<String, String> values = new LinkedHashMap<>();
    for (LabelColumn label : columns.labels()) {
      String value = row.cell(label.column());
      if (!LabelTyping.isMissing(value)) {
        values.put(label.name(), label.typing().normal(value));
      }
    }
    Map<String, Span> spans = new LinkedHashMap<>();
    for (String name : LOCATED) {
      Occurrence.only(values.getOrDefault(name, ""), text).ifPresent(span -> spans.put(name, span));
    }
    return new Prompt(text, values, spans, row.location(table.source()));
  }

  /** {@code is_true}, else {@code label}, else the only boolean label. */
  private static Optional<String> mainLabel(Map<String, LabelKind> kinds) {
    for (String name : List.of("is_true", "label")) {
      if (kinds.containsKey(name)) {
        return Optional.of(name);
      }
    }
    List<String> booleans =
        kinds.keySet().stream().filter(name -> kinds.get(name) == LabelKind.BOOLEAN).toList();
    return booleans.size() == 1 ? Optional.of(booleans.get(0)) : Optional.empty();
  }
}
