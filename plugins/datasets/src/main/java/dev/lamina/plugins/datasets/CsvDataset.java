package dev.lamina.plugins.datasets;

import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.plugins.datasets.table.CsvTable;
import dev.lamina.plugins.datasets.table.TextFile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Prompts and labels from a CSV file. */
@Doc(
    "Prompts from a CSV file: one column is the text, every other column is a label under its own"
        + " name. Values true, 1, yes and false, 0, no (in any case) make a boolean label; finite"
        + " numbers a numeric one; anything else a category; empty values and nan are missing."
        + " Where the labels subject and object stand verbatim in the text, the positions subject"
        + " and object are known. The main label is is_true, else label, else the only boolean"
        + " one. The file is RFC 4180 in UTF-8; ragged rows and stray quotes are errors.")
@Citation("RFC 4180, Common Format and MIME Type for Comma-Separated Values (CSV) Files, 2005")
@Example(
    """
    dataset:
      type: csv
      file: cities.csv
      text: statement                           # where the column is not text, statement or prompt
      labels: {is_true: label, subject: city}   # columns label and city under other names
    """)
public final class CsvDataset implements Dataset {

  /** What the spec sets. */
  public record Config(
      @Doc("The CSV file; its first line names the columns.") Path file,
      @Doc("The column that holds the prompts; by default the first of text, statement, prompt.")
          Optional<String> text,
      @Doc("New names for labels: label to column.") @Default("{}") Map<String, String> labels,
      @Doc("The character between values, \"\\t\" for tabs.") @Default("\",\"") String delimiter) {}

  private final Config config;

  @Inject
  CsvDataset(Config config) {
    this.config = config;
  }

  @Override
  public Prompts load(Problems problems) {
    if (config.delimiter().length() != 1 || "\"\r\n\0".contains(config.delimiter())) {
      problems.error(
          "delimiter", "must be a single character, not a quote or a line break, such as \",\"");
      return LabelledPrompts.none();
    }
    char delimiter = config.delimiter().charAt(0);
    return new TextFile("file", config.file())
        .read(problems, (text, inFile) -> CsvTable.read(delimiter, text, inFile))
        .map(table -> LabelledPrompts.of(table, config.text(), config.labels(), problems))
        .orElseGet(LabelledPrompts::none);
  }
}
