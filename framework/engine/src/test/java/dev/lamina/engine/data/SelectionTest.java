package dev.lamina.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.problem.Location;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.prompt.Span;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private final RecordedProblems problems = new RecordedProblems();
  private final Prompts prompts =
      new Prompts(
          List.of(
              prompt("a", "capital_of", "true", "1"),
              prompt("b", "capital_of", "false", "2"),
              prompt("c", "born_in", "true", "1.0"),
              prompt("d", "born_in", "true", "3")),
          Map.of(
              "relation", LabelKind.CATEGORY,
              "is_true", LabelKind.BOOLEAN,
              "score", LabelKind.NUMBER),
          Optional.of("is_true"));

  @Test
  void aFilterKeepsTheWantedValuesOfEveryColumn() {
    Filter filter =
        new Filter(
            Map.of("relation", List.of("born_in", "capital_of"), "is_true", List.of("true")));

    assertThat(texts(filter.apply(prompts, problems))).containsExactly("a", "c", "d");
    assertThat(problems.lines()).isEmpty();
  }

  @Test
  void numbersAreFilteredAsNumbers() {
    assertThat(texts(new Filter(Map.of("score", List.of("1"))).apply(prompts, problems)))
        .containsExactly("a", "c");
  }

  @Test
  void anUnknownColumnAndAnUnknownValueAreNamed() {
    new Filter(Map.of("relatoin", List.of("x"))).apply(prompts, problems);
    new Filter(Map.of("relation", List.of("capitl_of"))).apply(prompts, problems);

    assertThat(problems.lines())
        .containsExactly(
            "spec:filter.relatoin: error: the data set has no column 'relatoin';"
                + " did you mean 'relation'?",
            "spec:filter.relation: error: no prompt has relation 'capitl_of';"
                + " did you mean 'capital_of'?");
  }

  @Test
  void aTemplatePlacesColumnsAndKeepsTheirSpans() {
    Prompt rendered =
        new Template("0", "{{{score}}} is {relation}.")
            .render(prompts.items().get(0))
            .orElseThrow();

    assertThat(rendered.text()).isEqualTo("{1} is capital_of.");
    assertThat(rendered.spans())
        .containsEntry("score", new Span(1, 2))
        .containsEntry("relation", new Span(7, 17));
    assertThat(rendered.values()).containsEntry("template", "0");
  }

  @Test
  void balanceTakesTheSameNumberOfEachClassInOrder() {
    Prompts all = Sample.taken(prompts, Optional.of("is_true"), OptionalInt.empty(), problems);
    Prompts limited = Sample.taken(prompts, Optional.of("relation"), OptionalInt.of(3), problems);

    assertThat(texts(all)).containsExactly("a", "b");
    assertThat(texts(limited)).containsExactly("a", "c");
  }

  @Test
  void shufflingIsRepeatableAndLosesNothing() {
    List<String> once = texts(Sample.shuffled(prompts, Services.seeds(7)));

    assertThat(texts(Sample.shuffled(prompts, Services.seeds(7)))).isEqualTo(once);
    assertThat(once).containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  private static Prompt prompt(String text, String relation, String isTrue, String score) {
    return new Prompt(
        text,
        Map.of("relation", relation, "is_true", isTrue, "score", score),
        Map.of(),
        new Location("data.csv", 2, 1));
  }

  private static List<String> texts(Prompts prompts) {
    return prompts.items().stream().map(Prompt::text).toList();
  }
}
