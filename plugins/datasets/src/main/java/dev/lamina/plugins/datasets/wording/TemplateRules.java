package dev.lamina.plugins.datasets.wording;

import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.datasets.fact.Counterfactuals;
import dev.lamina.plugins.datasets.fact.RelationTemplates;
import dev.lamina.plugins.datasets.fact.StatedFact;
import dev.lamina.plugins.datasets.fact.Template;
import dev.lamina.plugins.datasets.fact.TemplateChoice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the spec's own templates against the facts that they are for. */
public final class TemplateRules {

  private final Set<String> relations = new LinkedHashSet<>();
  private final Set<String> columns = new LinkedHashSet<>();
  private final Counterfactuals counterfactuals;
  private final Problems problems;

  /** Rules for templates of these facts. */
  public TemplateRules(List<StatedFact> facts, Counterfactuals counterfactuals, Problems problems) {
    this.counterfactuals = counterfactuals;
    this.problems = problems;
    for (StatedFact fact : facts) {
      relations.add(fact.relation());
      columns.addAll(fact.stated().columns().keySet());
      columns.addAll(fact.others().keySet());
    }
  }

  /** Templates by relation; a relation that no fact has is probably misspelled. */
  public void check(Map<String, RelationTemplates> byRelation) {
    byRelation.forEach(
        (relation, own) -> {
          String key = "relations." + relation;
          if (!relations.contains(relation)) {
            problems.error(
                key,
                "no fact has the relation "
                    + Quoted.of(relation)
                    + NearNames.hint(relation, relations));
          }
          own.templates().forEach(template -> check(key, template));
        });
  }

  /** A template for all relations. */
  public void check(TemplateChoice choice) {
    if (choice instanceof TemplateChoice.Own own) {
      check("template", own.template());
    }
  }

  private void check(String key, Template template) {
    for (String column : template.columns()) {
      if (!columns.contains(column)) {
        problems.error(
            key,
            "the facts have no column %s%s (columns: %s)"
                .formatted(
                    Quoted.of(column),
                    NearNames.hint(column, columns),
                    Quoted.bare(String.join(", ", columns))));
      }
    }
    if (counterfactuals == Counterfactuals.PAIRED && !template.columns().contains("object")) {
      problems.error(
          key,
          "must hold {object}, or a fact and its counterfactual read the same (or set"
              + " counterfactuals: none)");
    }
  }
}
