package dev.lamina.engine.plan.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.engine.problem.ComponentProblems;
import dev.lamina.engine.problem.ProblemList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelsTest {

  private final ProblemList problems = new ProblemList();
  private final ComponentProblems reports =
      new ComponentProblems(problems, new Node.Mapping(Map.of(), Location.COMMAND_LINE));
  private final Prompts prompts =
      new Prompts(
          List.of(
              prompt(2, Map.of("a", "1", "b", "x")),
              prompt(3, Map.of("b", "y")),
              prompt(4, Map.of("a", "2")),
              prompt(5, Map.of("b", "z"))),
          Map.of("a", LabelKind.NUMBER, "b", LabelKind.CATEGORY),
          Optional.empty());

  @Test
  void missingLabelsAreReportedAtTheFirstRowAndCounted() {
    assertThat(IncompletePrompts.report(prompts, Set.of("a"), reports)).isFalse();

    assertThat(problems.sorted())
        .singleElement()
        .asString()
        .startsWith(
            "d.csv:3:1: error: 2 of 4 prompts have no value for the label 'a', the first here");
  }

  @Test
  void onlyLabelsThatAreUsedMustBeComplete() {
    assertThat(IncompletePrompts.report(prompts, Set.of(), reports)).isTrue();
    assertThat(problems.hasErrors()).isFalse();
  }

  @Test
  void incompletePromptsAreDroppedIfAsked() {
    assertThat(IncompletePrompts.dropped(prompts, Set.of("a")).items())
        .extracting(Prompt::text)
        .containsExactly("row 2", "row 4");
    assertThat(IncompletePrompts.dropped(prompts, Set.of("a", "b")).items()).hasSize(1);
  }

  private static Prompt prompt(int line, Map<String, String> values) {
    return new Prompt("row " + line, values, Map.of(), new Location("d.csv", line, 1));
  }
}
