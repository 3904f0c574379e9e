package dev.lamina.plugins.datasets.fact;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.problem.Problems;
import dev.lamina.plugins.datasets.table.CsvTable;
import dev.lamina.plugins.datasets.table.FileProblems;
import dev.lamina.plugins.datasets.table.Row;
import dev.lamina.plugins.datasets.table.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The facts and the relations' templates that come with Lamina. */
public final class BuiltInFacts {

  private static final String FOLDER = "/dev/lamina/plugins/datasets/";

  private BuiltInFacts() {}

  /** Every fact. */
  public static List<StatedFact> facts(Problems problems) {
    try (FileProblems inFile = new FileProblems("built-in facts", problems)) {
      return FactTable.read(table("facts.csv", inFile), inFile);
    }
  }

  /** Each relation's templates. */
  public static Map<String, List<Template>> templates(Problems problems) {
    Map<String, List<Template>> templates = new LinkedHashMap<>();
    try (FileProblems inFile = new FileProblems("built-in relations", problems)) {
      Table table = table("relations.csv", inFile);
      for (Row row : table.rows()) {
        templates
            .computeIfAbsent(row.cell(0), relation -> new ArrayList<>())
            .add(Template.parse(row.cell(1), row.location(table.source(), 1)));
      }
    } catch (InvalidValueException e) {
      problems.error(e.location(), "the template " + e.getMessage());
    }
    return templates;
  }

  private static Table table(String name, FileProblems problems) {
    InputStream bytes = BuiltInFacts.class.getResourceAsStream(FOLDER + name);
    try (BufferedReader text =
        new BufferedReader(new InputStreamReader(Objects.requireNonNull(bytes), UTF_8))) {
      return CsvTable.read(',', text, problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
