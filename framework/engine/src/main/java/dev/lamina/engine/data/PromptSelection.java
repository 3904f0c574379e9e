package dev.lamina.engine.data;

import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.service.Seeds;
import dev.lamina.engine.experiment.option.Balance;
import dev.lamina.engine.experiment.option.DatasetOptions;
import dev.lamina.engine.experiment.option.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a spec asks of any data set's prompts: first {@link #chosen}, then, when it is known which
 * labels are needed, {@link #taken}.
 */
public final class PromptSelection {

  private final DatasetOptions options;
  private final Problems problems;

  /**
   * @param problems reports at the data set's keys
   */
  public PromptSelection(DatasetOptions options, Problems problems) {
    this.options = options;
    this.problems = problems;
  }

  /** The prompts that pass the filter, in the texts that the templates give them. */
  public Prompts chosen(Prompts prompts) {
    Map<String, List<String>> wanted = new LinkedHashMap<>();
    options.filter().forEach((column, values) -> wanted.put(column, values.values()));
    Prompts filtered = new Filter(wanted).apply(prompts, problems);
    return options
        .templates()
        .map(templates -> rendered(filtered, templates.items()))
        .orElse(filtered);
  }

  private Prompts rendered(Prompts prompts, List<Templates.Template> texts) {
    List<Template> templates =
        texts.stream().map(text -> new Template(text.name(), text.text())).toList();
    for (int i = 0; i < templates.size(); i++) {
      for (String column : templates.get(i).columns()) {
        if (!prompts.labels().containsKey(column)) {
          problems.error(
              texts.get(i).location(),
              "the data set has no column %s for the template%s"
                  .formatted(Quoted.of(column), NearNames.hint(column, prompts.labels().keySet())));
        }
      }
    }
    if (problems.hasErrors()) {
      return prompts;
    }
    List<Prompt> items = new ArrayList<>();
    for (Prompt prompt : prompts.items()) {
      for (Template template : templates) {
        template
            .render(prompt)
            .ifPresentOrElse(
                items::add,
                () ->
                    problems.error(
                        prompt.origin(),
                        "no value here for a column of the template "
                            + Quoted.of(template.text())));
      }
    }
    Map<String, LabelKind> labels = new LinkedHashMap<>(prompts.labels());
    labels.put("template", LabelKind.CATEGORY);
    return new Prompts(items, labels, prompts.mainLabel());
  }

  /** The label that the prompts are balanced by, if they are and have it. */
  public Optional<String> balancedBy(Prompts prompts) {
    if (options.balance().isEmpty() || options.balance().get() instanceof Balance.Off) {
      return Optional.empty();
    }
    Optional<String> label =
        options.balance().get() instanceof Balance.ByLabel named
            ? Optional.of(named.label())
            : prompts.mainLabel();
    if (label.isEmpty()) {
      problems.error("balance", "names no label, and the data set has no main one");
      return Optional.empty();
    }
    if (!prompts.labels().containsKey(label.get())) {
      problems.error(
          "balance",
          "the data set has no label %s%s"
              .formatted(
                  Quoted.of(label.get()), NearNames.hint(label.get(), prompts.labels().keySet())));
      return Optional.empty();
    }
    return label;
  }

  /**
   * The prompts that the study uses, in its order.
   *
   * @param balancedBy a label that every prompt has
   */
  public Prompts taken(Prompts prompts, Optional<String> balancedBy, Seeds seeds) {
    Prompts ordered = options.shuffle() ? Sample.shuffled(prompts, seeds) : prompts;
    OptionalInt limit = options.limit().map(OptionalInt::of).orElseGet(OptionalInt::empty);
    return Sample.taken(ordered, balancedBy, limit, problems);
  }
}
