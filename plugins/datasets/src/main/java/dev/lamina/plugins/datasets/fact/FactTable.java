package dev.lamina.plugins.datasets.fact;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.datasets.table.FileProblems;
import dev.lamina.plugins.datasets.table.LabelTyping;
import dev.lamina.plugins.datasets.table.Row;
import dev.lamina.plugins.datasets.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a table with a fact a row. */
public final class FactTable {

  private static final List<String> REQUIRED = List.of("subject", "relation", "object");
  private static final List<String> OPTIONAL =
      List.of("is_true", "pair", "counterfactual", "text", "template");

  private final Table table;
  private final FileProblems problems;

  private FactTable(Table table, FileProblems problems) {
    this.table = table;
    this.problems = problems;
  }

  /** The facts; none if an error was reported. */
  public static List<StatedFact> read(Table table, FileProblems problems) {
    FactTable facts = new FactTable(table, problems);
    List<StatedFact> rows =
        table.columns().isEmpty() || !facts.hasColumns() ? List.of() : facts.rows();
    return problems.hasErrors() ? List.of() : rows;
  }

  private boolean hasColumns() {
    boolean complete = true;
    for (String column : REQUIRED) {
      if (!table.columns().contains(column)) {
        complete = false;
        problems.error(
            1,
            1,
            table.lacks(column)
                + "; a file of facts has subject, relation and object, and may"
                + " have "
                + String.join(", ", OPTIONAL));
      }
    }
    return complete;
  }

  private List<StatedFact> rows() {
    List<StatedFact> facts = new ArrayList<>(table.rows().size());
    for (Row row : table.rows()) {
      fact(row).ifPresent(facts::add);
    }
    return facts;
  }

  private Optional<StatedFact> fact(Row row) {
    boolean complete = true;
    for (String column : REQUIRED) {
      if (cell(row, column).isEmpty()) {
        problems.error(location(row, column), "the fact has no " + column);
        complete = false;
      }
    }
    Optional<Boolean> truth = truth(row);
    if (!truth.orElse(true) && cell(row, "counterfactual").isPresent()) {
      problems.error(
          location(row, "counterfactual"),
          "a counterfactual belongs to a true fact, but is_true is false");
    }
    if (!complete) {
      return Optional.empty();
    }
    String subject = cell(row, "subject").orElseThrow();
    String object = cell(row, "object").orElseThrow();
    return Optional.of(
        new StatedFact(
            subject,
            cell(row, "relation").orElseThrow(),
            object,
            truth,
            cell(row, "counterfactual"),
            cell(row, "pair"),
            template(row, subject, object),
            others(row),
            row.location(table.source())));
  }

  private Optional<Boolean> truth(Row row) {
    Optional<String> written = cell(row, "is_true");
    Optional<Boolean> truth = written.flatMap(LabelTyping::truth);
    if (written.isPresent() && truth.isEmpty()) {
      problems.error(
          location(row, "is_true"),
          "is_true must be true, 1, yes, false, 0 or no but is " + Quoted.of(written.get()));
    }
    return truth;
  }

  private Optional<Template> template(Row row, String subject, String object) {
    Optional<String> text = cell(row, "text");
    Optional<String> template = cell(row, "template");
    if (text.isPresent() && template.isPresent()) {
      problems.error(location(row, "template"), "a fact has a text or a template, not both");
    }
    if (template.isEmpty()) {
      return text.map(found -> Template.around(found, subject, object));
    }
    try {
      return Optional.of(Template.parse(template.get(), location(row, "template")));
    } catch (InvalidValueException e) {
      problems.error(e.location(), "the template " + e.getMessage());
      return Optional.empty();
    }
  }

  private Map<String, String> others(Row row) {
    Map<String, String> others = new LinkedHashMap<>();
    for (String column : table.columns()) {
      if (!REQUIRED.contains(column) && !OPTIONAL.contains(column) && !column.isBlank()) {
        cell(row, column)
            .filter(value -> !LabelTyping.isMissing(value))
            .ifPresent(value -> others.put(column, value));
      }
    }
    return others;
  }

  private Location location(Row row, String column) {
    return row.location(table.source(), table.columns().indexOf(column));
  }

  private Optional<String> cell(Row row, String column) {
    int index = table.columns().indexOf(column);
    return index < 0
        ? Optional.empty()
        : Optional.of(row.cell(index)).filter(value -> !value.isBlank());
  }
}
