package dev.lamina.plugins.datasets;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.plugins.datasets.fact.BuiltInFacts;
import dev.lamina.plugins.datasets.fact.Counterfactuals;
import dev.lamina.plugins.datasets.fact.StatedFact;
import dev.lamina.plugins.datasets.fact.Template;
import dev.lamina.plugins.datasets.fact.TemplateChoice;
import dev.lamina.testkit.DatasetContract;
import dev.lamina.testkit.RecordedProblems;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuiltInFactsTest {

  private static FactsDataset dataset(TemplateChoice template) {
    return new FactsDataset(
        new FactsDataset.Config(
            Optional.empty(), List.of(), Counterfactuals.PAIRED, template, Map.of()));
  }

  private static Prompts prompts() {
    return DatasetContract.of(() -> dataset(new TemplateChoice.Numbered(0))).verify();
  }

  private static String value(Prompt prompt, String column) {
    return prompt.values().get(column);
  }

  @Test
  void thereAreSixHundredTrueFactsOverTenRelations() {
    List<StatedFact> facts = BuiltInFacts.facts(new RecordedProblems());

    assertThat(facts).hasSizeGreaterThanOrEqualTo(600);
    assertThat(facts.stream().map(StatedFact::relation).collect(toSet()))
        .hasSizeGreaterThanOrEqualTo(10)
        .contains(
            "located_in",
            "capital_of",
            "born_in",
            "invented_by",
            "written_by",
            "language_of",
            "currency_of",
            "chemical_symbol",
            "continent_of",
            "discovered_by");
    assertThat(facts).extracting(fact -> fact.relation() + fact.subject()).doesNotHaveDuplicates();
  }

  @Test
  void everyRelationHasTwoTemplatesWithSubjectAndObject() {
    RecordedProblems problems = new RecordedProblems();
    Map<String, List<Template>> templates = BuiltInFacts.templates(problems);

    assertThat(problems.lines()).isEmpty();
    assertThat(templates.keySet())
        .isEqualTo(
            BuiltInFacts.facts(problems).stream().map(StatedFact::relation).collect(toSet()));
    templates.forEach(
        (relation, some) -> {
          assertThat(some).as(relation).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
          some.forEach(
              template -> assertThat(template.columns()).containsOnly("subject", "object"));
        });
  }

  @Test
  void eachFactIsFollowedByItsCounterfactual() {
    List<Prompt> items = prompts().items();

    for (int i = 0; i < items.size(); i += 2) {
      Prompt fact = items.get(i);
      Prompt other = items.get(i + 1);
      assertThat(value(fact, "is_true")).isEqualTo("true");
      assertThat(value(other, "is_true")).isEqualTo("false");
      for (String same : List.of("pair", "subject", "relation")) {
        assertThat(value(other, same)).isEqualTo(value(fact, same));
      }
      assertThat(value(other, "object")).isNotEqualTo(value(fact, "object"));
      assertThat(other.origin()).isEqualTo(fact.origin());
    }
    assertThat(items.stream().collect(groupingBy(p -> value(p, "pair"), counting())).values())
        .containsOnly(2L);
    assertThat(items.get(0).text()).isEqualTo("The Eiffel Tower is located in France");
    assertThat(value(items.get(0), "pair")).isEqualTo("located_in:The Eiffel Tower");
    assertThat(items.get(0).origin()).hasToString("built-in facts:2:1");
  }

  @Test
  void everyObjectIsFalseAsOftenAsItIsTrue() {
    Map<String, Map<String, Long>> counts =
        prompts().items().stream()
            .collect(
                groupingBy(
                    prompt -> value(prompt, "relation") + ": " + value(prompt, "object"),
                    groupingBy(prompt -> value(prompt, "is_true"), counting())));

    counts.forEach(
        (object, count) -> assertThat(count.get("false")).as(object).isEqualTo(count.get("true")));
  }

  @Test
  void labelsAreDeclared() {
    Prompts prompts = prompts();

    assertThat(prompts.labels())
        .containsExactly(
            Map.entry("subject", LabelKind.CATEGORY),
            Map.entry("relation", LabelKind.CATEGORY),
            Map.entry("object", LabelKind.CATEGORY),
            Map.entry("is_true", LabelKind.BOOLEAN),
            Map.entry("pair", LabelKind.CATEGORY));
    assertThat(prompts.mainLabel()).contains("is_true");
  }

  @Test
  void everyTemplateLocatesSubjectAndObject() {
    Prompts all = DatasetContract.of(() -> dataset(new TemplateChoice.All())).verify();

    Set<String> texts = new HashSet<>();
    for (Prompt prompt : all.items()) {
      assertThat(prompt.spans()).containsOnlyKeys("subject", "object");
      assertThat(texts.add(prompt.text())).as(prompt.text()).isTrue();
    }
    assertThat(all.labels()).containsEntry("template", LabelKind.CATEGORY);
    assertThat(all.size()).isGreaterThanOrEqualTo(2 * prompts().size());
    assertThat(all.items().subList(0, 4))
        .extracting(p -> value(p, "template") + " " + value(p, "is_true") + " " + p.text())
        .startsWith("0 true The Eiffel Tower is located in France")
        .anyMatch(text -> text.startsWith("1 true The Eiffel Tower can be found in France"))
        .extracting(text -> text.substring(0, 7))
        .containsExactly("0 true ", "0 false", "1 true ", "1 false");
  }

  @Test
  void theSecondTemplateIsNumberOne() {
    Prompts prompts = dataset(new TemplateChoice.Numbered(1)).load(new RecordedProblems());

    assertThat(prompts.items().get(0).text()).isEqualTo("The Eiffel Tower can be found in France");
  }

  @Test
  void aTemplateThatNoRelationHasIsAnError() {
    RecordedProblems problems = new RecordedProblems();
    dataset(new TemplateChoice.Numbered(7)).load(problems);

    assertThat(problems.lines())
        .contains(
            "spec:template: error: template must be at most 2 for relation 'capital_of', which has 3"
                + " templates counted from 0, but is 7");
  }
}
