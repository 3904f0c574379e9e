package dev.lamina.plugins.datasets.wording;

import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.plugins.datasets.fact.Fact;
import dev.lamina.plugins.datasets.fact.StatedFact;
import dev.lamina.plugins.datasets.fact.Template;
import dev.lamina.plugins.datasets.fact.TemplateChoice;
import dev.lamina.plugins.datasets.table.FileProblems;
import dev.lamina.plugins.datasets.table.LabelTyping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts facts and their counterfactuals into words. */
public final class FactPrompts {

  private final Wording wording;
  private final Map<StatedFact, String> counterfactuals;
  private final Map<String, LabelTyping> others = new LinkedHashMap<>();
  private final boolean numbersTemplates;

  /**
   * Prompts for these facts.
   *
   * @param counterfactuals the false objects by fact; a fact without stands alone
   */
  public FactPrompts(
      Wording wording, TemplateChoice choice, Map<StatedFact, String> counterfactuals) {
    this.wording = wording;
    this.counterfactuals = counterfactuals;
    numbersTemplates = choice instanceof TemplateChoice.All;
  }

  /** A prompt for each fact, followed by its counterfactual, in each of its templates. */
  public Prompts of(List<StatedFact> facts, FileProblems problems) {
    for (StatedFact fact : facts) {
      fact.others().forEach((name, value) -> typing(name).see(value));
    }
    List<Prompt> items = new ArrayList<>();
    for (StatedFact fact : facts) {
      for (Wording.Numbered template : wording.of(fact)) {
        addPrompts(fact, template, items, problems);
      }
    }
    return new Prompts(items, kinds(), Optional.of("is_true"));
  }

  private void addPrompts(
      StatedFact fact, Wording.Numbered template, List<Prompt> items, FileProblems problems) {
    Optional<String> falseObject = Optional.ofNullable(counterfactuals.get(fact));
    if (falseObject.isPresent() && !template.template().columns().contains("object")) {
      problems.error(
          fact.origin(),
          "the object %s has no single place in %s, so that a counterfactual would read the same;"
                  .formatted(Quoted.of(fact.object()), Quoted.of(template.template().written()))
              + " write {object} in a template, or set counterfactuals: none");
      return;
    }
    Map<String, String> columns = columns(fact, fact.stated(), template);
    for (String column : template.template().columns()) {
      if (!columns.containsKey(column)) {
        problems.error(
            fact.origin(),
            "the template %s names %s, which this fact does not have"
                .formatted(Quoted.of(template.template().written()), Quoted.of(column)));
      }
    }
    items.add(prompt(fact, columns, template));
    falseObject.ifPresent(
        object ->
            items.add(
                prompt(fact, columns(fact, fact.counterfactual(object), template), template)));
  }

  private static Prompt prompt(
      StatedFact fact, Map<String, String> columns, Wording.Numbered template) {
    Template.Rendered rendered = template.template().render(columns);
    return new Prompt(rendered.text(), columns, rendered.spans(), fact.origin());
  }

  private Map<String, String> columns(StatedFact stated, Fact fact, Wording.Numbered template) {
    Map<String, String> columns = fact.columns();
    if (numbersTemplates) {
      columns.put("template", Integer.toString(template.number()));
    }
    stated.others().forEach((name, value) -> columns.put(name, typing(name).normal(value)));
    return columns;
  }

  private LabelTyping typing(String column) {
    return others.computeIfAbsent(column, name -> new LabelTyping());
  }

  private Map<String, LabelKind> kinds() {
    Map<String, LabelKind> kinds = new LinkedHashMap<>();
    kinds.put("subject", LabelKind.CATEGORY);
    kinds.put("relation", LabelKind.CATEGORY);
    kinds.put("object", LabelKind.CATEGORY);
    kinds.put("is_true", LabelKind.BOOLEAN);
    kinds.put("pair", LabelKind.CATEGORY);
    if (numbersTemplates) {
      kinds.put("template", LabelKind.CATEGORY);
    }
    others.forEach((name, values) -> kinds.put(name, values.kind()));
    return kinds;
  }
}
