package dev.lamina.plugins.datasets.wording;

import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.datasets.fact.StatedFact;
import dev.lamina.plugins.datasets.fact.Template;
import dev.lamina.plugins.datasets.fact.TemplateChoice;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds the templates that a fact is put into. */
public final class Wording {

  private final Map<String, List<Template>> relations;
  private final TemplateChoice choice;
  private final Problems problems;
  private final Set<String> reported = new HashSet<>();

  /**
   * Wording by the given templates.
   *
   * @param relations each relation's templates
   */
  public Wording(Map<String, List<Template>> relations, TemplateChoice choice, Problems problems) {
    this.relations = relations;
    this.choice = choice;
    this.problems = problems;
  }

  /** A template and the number it has among its relation's. */
  record Numbered(int number, Template template) {}

  /** The templates for a fact; empty if an error was reported. */
  List<Numbered> of(StatedFact fact) {
    if (fact.template().isPresent()) {
      return List.of(new Numbered(0, fact.template().get()));
    }
    if (choice instanceof TemplateChoice.Own own) {
      return List.of(new Numbered(0, own.template()));
    }
    List<Template> templates = relations.getOrDefault(fact.relation(), List.of());
    if (templates.isEmpty()) {
      return List.of(new Numbered(0, plain(fact)));
    }
    if (choice instanceof TemplateChoice.Numbered number) {
      return numbered(fact.relation(), templates, number.index());
    }
    return IntStream.range(0, templates.size())
        .mapToObj(i -> new Numbered(i, templates.get(i)))
        .toList();
  }

  private List<Numbered> numbered(String relation, List<Template> templates, int index) {
    if (index < templates.size()) {
      return List.of(new Numbered(index, templates.get(index)));
    }
    if (reported.add(relation)) {
      problems.error(
          "template",
          "must be at most %d for relation %s, which has %d template%s counted from 0, but is %d"
              .formatted(
                  templates.size() - 1,
                  Quoted.of(relation),
                  templates.size(),
                  templates.size() == 1 ? "" : "s",
                  index));
    }
    return List.of();
  }

  /** The relation's name read as words: {@code Anna lives in Paris}. */
  private Template plain(StatedFact fact) {
    String words = fact.relation().replace('_', ' ').strip();
    Template template =
        new Template(
            "{subject} " + words + " {object}",
            List.of(
                new Template.Place("subject"),
                new Template.Literal(" " + words + " "),
                new Template.Place("object")));
    if (reported.add(fact.relation())) {
      problems.warning(
          "relations",
          "relation %s has no template, so its prompts read like %s (other words: relations: {%s:"
                  .formatted(
                      Quoted.of(fact.relation()),
                      Quoted.of(template.render(fact.stated().columns()).text()),
                      Quoted.bare(fact.relation()))
              + " \"{subject} ... {object}\"})"
              + NearNames.hint(fact.relation(), relations.keySet()));
    }
    return template;
  }
}
