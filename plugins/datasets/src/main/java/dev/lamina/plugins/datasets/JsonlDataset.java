package dev.lamina.plugins.datasets;

import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.plugins.datasets.table.JsonTable;
import dev.lamina.plugins.datasets.table.TextFile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Prompts and labels from a JSON Lines file. */
@Doc(
    "Prompts from a JSON Lines file: a flat JSON object a line, one key is the text, every other"
        + " key is a label under its own name. Values true, 1, yes and false, 0, no (in any case)"
        + " make a boolean label; finite numbers a numeric one; anything else a category; null, an"
        + " absent key, empty text and nan are missing. Where the labels subject and object stand"
        + " verbatim in the text, the positions subject and object are known. The main label is"
        + " is_true, else label, else the only boolean one.")
@Citation("JSON Lines, jsonlines.org; RFC 8259, The JavaScript Object Notation (JSON), 2017")
@Example("dataset: {type: jsonl, file: claims.jsonl, text: claim, labels: {is_true: verdict}}")
public final class JsonlDataset implements Dataset {

  /** What the spec sets. */
  public record Config(
      @Doc("The JSON Lines file.") Path file,
      @Doc("The key that holds the prompts; by default the first of text, statement, prompt.")
          Optional<String> text,
      @Doc("New names for labels: label to key.") @Default("{}") Map<String, String> labels) {}

  private final Config config;

  @Inject
  JsonlDataset(Config config) {
    this.config = config;
  }

  @Override
  public Prompts load(Problems problems) {
    return new TextFile("file", config.file())
        .read(problems, JsonTable::read)
        .map(table -> LabelledPrompts.of(table, config.text(), config.labels(), problems))
        .orElseGet(LabelledPrompts::none);
  }
}
