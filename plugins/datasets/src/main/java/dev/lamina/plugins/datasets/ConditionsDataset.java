package dev.lamina.plugins.datasets;

import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.plugins.datasets.ConditionPrompts.Located;
import dev.lamina.plugins.datasets.table.FileProblems;
import dev.lamina.plugins.datasets.table.Lines;
import dev.lamina.plugins.datasets.table.TextFile;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists of prompts to compare with each other. */
@Doc(
    "Two or more lists of prompts to compare: each prompt's label condition is the name of its"
        + " list. A list stands in the spec or in a UTF-8 text file with a prompt a line, whose"
        + " blank lines are skipped.")
@Citation(
    "Zou et al., Representation Engineering, 2023, arXiv:2310.01405 (contrasting sets of prompts)")
@Example(
    """
    dataset:
      type: conditions
      conditions:
        past: [It rained., We left the house.]
        future: future.txt    # a prompt a line
    """)
public final class ConditionsDataset implements Dataset {

  private static final String LABEL = "condition";

  /** What the spec sets. */
  public record Config(
      @Doc("At least two conditions by name, each a list of prompts or a text file.")
          Map<String, ConditionPrompts> conditions) {}

  private final Config config;

  @Inject
  ConditionsDataset(Config config) {
    this.config = config;
  }

  @Override
  public Prompts load(Problems problems) {
    if (config.conditions().size() < 2) {
      problems.error(
          "conditions",
          "must have at least two conditions to compare but has " + config.conditions().size());
    }
    List<Prompt> items = new ArrayList<>();
    config
        .conditions()
        .forEach(
            (name, prompts) -> {
              for (Located prompt : located("conditions." + name, prompts, problems)) {
                items.add(
                    new Prompt(prompt.text(), Map.of(LABEL, name), Map.of(), prompt.origin()));
              }
            });
    warnOfRepetition(items, problems);
    return new Prompts(items, Map.of(LABEL, LabelKind.CATEGORY), Optional.of(LABEL));
  }

  private static List<Located> located(String key, ConditionPrompts prompts, Problems problems) {
    if (prompts instanceof ConditionPrompts.InFile file) {
      return new TextFile(key, file.file())
          .read(problems, ConditionsDataset::lines)
          .orElse(List.of());
    }
    List<Located> listed = ((ConditionPrompts.Listed) prompts).prompts();
    if (listed.isEmpty()) {
      problems.error(key, "must have at least one prompt");
    }
    return listed;
  }

  private static List<Located> lines(BufferedReader text, FileProblems problems)
      throws IOException {
    List<Located> prompts = new ArrayList<>();
    Lines lines = new Lines(text, problems);
    Optional<String> line = lines.nextNotBlank();
    while (line.isPresent()) {
      prompts.add(new Located(line.get(), new Location(problems.source(), lines.number(), 1)));
      line = lines.nextNotBlank();
    }
    if (prompts.isEmpty() && !problems.hasErrors()) {
      problems.error(1, 1, "the file has no prompts; it needs at least one line of text");
    }
    return prompts;
  }

  /** A prompt in two conditions tells nothing about their difference. */
  private static void warnOfRepetition(List<Prompt> items, Problems problems) {
    Map<String, Prompt> first = new HashMap<>();
    List<Prompt> repeated = new ArrayList<>();
    for (Prompt prompt : items) {
      Prompt earlier = first.putIfAbsent(prompt.text(), prompt);
      if (earlier != null && !earlier.values().equals(prompt.values())) {
        repeated.add(prompt);
      }
    }
    if (!repeated.isEmpty()) {
      Prompt prompt = repeated.get(0);
      Prompt earlier = first.getOrDefault(prompt.text(), prompt);
      problems.warning(
          prompt.origin(),
          "the prompt %s stands in condition %s too, at %s%s"
              .formatted(
                  Quoted.of(prompt.text()),
                  Quoted.of(earlier.values().getOrDefault(LABEL, "")),
                  earlier.origin(),
                  repeated.size() == 1
                      ? ""
                      : " (and %,d more prompts in two conditions)"
                          .formatted(repeated.size() - 1)));
    }
  }
}
