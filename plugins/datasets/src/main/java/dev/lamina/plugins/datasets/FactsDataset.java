package dev.lamina.plugins.datasets;

import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.plugins.datasets.fact.BuiltInFacts;
import dev.lamina.plugins.datasets.fact.Counterfactuals;
import dev.lamina.plugins.datasets.fact.FactTable;
import dev.lamina.plugins.datasets.fact.RelationTemplates;
import dev.lamina.plugins.datasets.fact.StatedFact;
import dev.lamina.plugins.datasets.fact.Template;
import dev.lamina.plugins.datasets.fact.TemplateChoice;
import dev.lamina.plugins.datasets.pairing.CounterfactualObjects;
import dev.lamina.plugins.datasets.table.CsvTable;
import dev.lamina.plugins.datasets.table.FileProblems;
import dev.lamina.plugins.datasets.table.JsonTable;
import dev.lamina.plugins.datasets.table.TextFile;
import dev.lamina.plugins.datasets.wording.FactPrompts;
import dev.lamina.plugins.datasets.wording.TemplateRules;
import dev.lamina.plugins.datasets.wording.Wording;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Facts with their counterfactuals, as prompts. */
@Doc(
    "Facts (subject, relation, object), each followed by a false one with another object of its"
        + " relation: the built-in facts, or own ones from a file or the spec. The columns are"
        + " subject, relation, object, is_true and pair (the same for a fact and its"
        + " counterfactual). Where no counterfactual is given, the objects of the relation are"
        + " dealt out again such that each is false as often as it is true; the same facts give"
        + " the same pairs, whatever else is in the data.")
@Citation({
  "Marks & Tegmark, The Geometry of Truth, 2023, arXiv:2310.06824 (true and false statements)",
  "Meng et al., Locating and Editing Factual Associations in GPT, 2022, arXiv:2202.05262"
      + " (counterfactual objects of the same relation)",
  "Petroni et al., Language Models as Knowledge Bases?, 2019, arXiv:1909.01066 (templates by"
      + " relation)"
})
@Example(
    """
    dataset:
      type: facts                              # the built-in facts, unless file or facts is set
      facts:
        - [Paris, capital_of, France, Italy]   # a fact and its counterfactual
        - [Oslo, capital_of, Norway]           # gets the object of another fact
        - [Rome, capital_of, Italy]
      template: all                            # a prompt a template of the relation
    """)
public final class FactsDataset implements Dataset {

  /** What the spec sets. */
  public record Config(
      @Doc(
              "Own facts: a .csv, .tsv or .jsonl file with the columns subject, relation, object"
                  + " and, if wanted, counterfactual, is_true, pair, and text or template; further"
                  + " columns are labels. Rows that say is_true are taken as they are.")
          Optional<Path> file,
      @Doc("Own facts in the spec, such as [Paris, capital_of, France, Italy].") @Default("[]")
          List<StatedFact> facts,
      @Doc("Whether facts come with counterfactuals.") @Default("paired")
          Counterfactuals counterfactuals,
      @Doc(
              "The number of the relation's template; all for a prompt a template and the label"
                  + " template; or a text for all relations.")
          @Default("0")
          TemplateChoice template,
      @Doc(
              "Templates by relation, in place of the built-in ones: texts with {subject} and"
                  + " {object}.")
          @Default("{}")
          Map<String, RelationTemplates> relations) {}

  private final Config config;

  @Inject
  public FactsDataset(Config config) {
    this.config = config;
  }

  @Override
  public Prompts load(Problems problems) {
    List<StatedFact> facts = stated(problems);
    if (facts.isEmpty()) {
      return LabelledPrompts.none();
    }
    TemplateRules rules = new TemplateRules(facts, config.counterfactuals(), problems);
    rules.check(config.relations());
    rules.check(config.template());
    Map<String, List<Template>> templates = BuiltInFacts.templates(problems);
    config.relations().forEach((name, own) -> templates.put(name, own.templates()));
    Wording wording = new Wording(templates, config.template(), problems);
    String source = config.file().map(Path::toString).orElse("facts");
    try (FileProblems inFacts = new FileProblems(source, problems)) {
      Map<StatedFact, String> counterfactuals =
          switch (config.counterfactuals()) {
            case PAIRED -> CounterfactualObjects.find(facts, inFacts);
            case NONE -> Map.of();
          };
      if (problems.hasErrors()) {
        return LabelledPrompts.none();
      }
      return new FactPrompts(wording, config.template(), counterfactuals).of(facts, inFacts);
    }
  }

  private List<StatedFact> stated(Problems problems) {
    if (config.file().isEmpty() && config.facts().isEmpty()) {
      return BuiltInFacts.facts(problems);
    }
    Optional<List<StatedFact>> inFile = config.file().map(file -> inFile(file, problems));
    if (inFile.isPresent() && inFile.get().isEmpty()) {
      return List.of();
    }
    List<StatedFact> facts = new ArrayList<>(inFile.orElse(List.of()));
    facts.addAll(config.facts());
    return facts;
  }

  private static List<StatedFact> inFile(Path file, Problems problems) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    TextFile.Reading<List<StatedFact>> reading;
    switch (ending) {
      case "csv" -> reading = (text, in) -> FactTable.read(CsvTable.read(',', text, in), in);
      case "tsv" -> reading = (text, in) -> FactTable.read(CsvTable.read('\t', text, in), in);
      case "jsonl", "ndjson" ->
          reading = (text, in) -> FactTable.read(JsonTable.read(text, in), in);
      default -> {
        problems.error("file", "must end in .csv, .tsv or .jsonl but is " + Quoted.of(file));
        return List.of();
      }
    }
    return new TextFile("file", file).read(problems, reading).orElse(List.of());
  }
}
