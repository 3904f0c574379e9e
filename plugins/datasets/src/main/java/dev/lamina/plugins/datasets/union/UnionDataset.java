package dev.lamina.plugins.datasets.union;

import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.config.Nested;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.service.Nesting;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Several data sets, one after the other. */
@Doc(
    "Several data sets, one after the other, to train on one and test on another, or for the same"
        + " prompts in several languages. The label dataset is the name of a prompt's set, the"
        + " label item its number in the set, from 0, the same for the rows of parallel files."
        + " Labels are those of any set: prompts of a set that lacks one have no value for it,"
        + " which matters only to analyses that use it (missing: drop leaves such prompts out)."
        + " Sets that give a label values of different kinds are an error. The main label is that"
        + " of the sets if it is the same in all, else dataset.")
@Citation(
    "Marks & Tegmark, The Geometry of Truth, 2023, arXiv:2310.06824 (probes trained on one data"
        + " set and tested on others)")
@Example(
    """
    dataset:
      type: union
      sets:
        cities: {file: cities.csv, text: statement}    # by the ending of its file: type: csv
        negated: {file: neg_cities.csv, text: statement, limit: 500}
        facts: facts
    """)
public final class UnionDataset implements Dataset {

  /** What the spec sets. */
  public record Config(
      @Doc(
              "The data sets by name, each written as under dataset, with filter, templates,"
                  + " shuffle, balance and limit of its own.")
          Map<String, Nested<Dataset>> sets,
      @Doc("The label that holds the name of a prompt's set.") @Default("dataset") String as,
      @Doc(
              "The label that holds a prompt's number in its set, counted from 0 after the set's own"
                  + " filter, shuffle and limit.")
          @Default("item")
          ItemLabel item) {}

  private final Config config;
  private final Nesting nesting;

  @Inject
  public UnionDataset(Config config, Nesting nesting) {
    this.config = config;
    this.nesting = nesting;
  }

  @Override
  public Prompts load(Problems problems) {
    if (config.sets().isEmpty()) {
      problems.error("sets", "must have at least one data set");
    }
    if (config.as().isBlank()) {
      problems.error("as", "must be the name of a label");
    }
    Map<String, Prompts> sets = new LinkedHashMap<>();
    config.sets().forEach((name, set) -> sets.put(name, nesting.build(set).load(problems)));
    if (problems.hasErrors()) {
      return new Prompts(List.of(), Map.of(), Optional.empty());
    }
    Map<String, LabelKind> labels = new SharedLabels(problems).of(sets);
    requireFree("as", config.as(), sets, problems);
    labels.put(config.as(), LabelKind.CATEGORY);
    config
        .item()
        .name()
        .ifPresent(
            item -> {
              requireFree("item", item, sets, problems);
              labels.put(item, LabelKind.NUMBER);
            });
    List<Prompt> items = new ArrayList<>();
    sets.forEach((name, set) -> items.addAll(numbered(name, set.items())));
    return new Prompts(items, labels, Optional.of(mainLabel(sets)));
  }

  private void requireFree(String key, String label, Map<String, Prompts> sets, Problems problems) {
    Optional<String> with =
        sets.entrySet().stream()
            .filter(set -> set.getValue().labels().containsKey(label))
            .map(Map.Entry::getKey)
            .findFirst();
    if (with.isPresent()) {
      problems.error(
          key,
          "the data set '%s' has a label '%s' of its own; choose another name with  %s: NAME%s"
              .formatted(
                  with.get(), label, key, key.equals("item") ? ", or none with  item: false" : ""));
    } else if (key.equals("item") && label.equals(config.as())) {
      problems.error(key, "must be another label than that of the set's name");
    }
  }

  private List<Prompt> numbered(String name, List<Prompt> prompts) {
    List<Prompt> numbered = new ArrayList<>();
    for (Prompt prompt : prompts) {
      Map<String, String> values = new LinkedHashMap<>(prompt.values());
      values.put(config.as(), name);
      config.item().name().ifPresent(item -> values.put(item, String.valueOf(numbered.size())));
      numbered.add(new Prompt(prompt.text(), values, prompt.spans(), prompt.origin()));
    }
    return numbered;
  }

  private String mainLabel(Map<String, Prompts> sets) {
    List<Optional<String>> mains =
        sets.values().stream().map(Prompts::mainLabel).distinct().toList();
    return mains.size() == 1 ? mains.get(0).orElse(config.as()) : config.as();
  }
}
