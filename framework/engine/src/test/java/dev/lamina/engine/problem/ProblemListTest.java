package dev.lamina.engine.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problem;
import dev.lamina.engine.spec.Literals;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemListTest {

  private final ProblemList problems = new ProblemList();

  @Test
  void problemsAreShownOnceInTheOrderOfTheirPlaces() {
    problems.error(new Location("b.yaml", 1, 1), "fourth");
    problems.error(new Location("a.yaml", 10, 2), "third");
    problems.warning(new Location("a.yaml", 9, 7), "second");
    problems.error(new Location("a.yaml", 9, 3), "first");
    problems.error(new Location("a.yaml", 9, 3), "first");

    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .containsExactly(
            "a.yaml:9:3: error: first",
            "a.yaml:9:7: warning: second",
            "a.yaml:10:2: error: third",
            "b.yaml:1:1: error: fourth");
  }

  @Test
  void warningsDoNotStopARun() {
    problems.warning(new Location("a.yaml", 1, 1), "slow");
    assertThatCode(problems::throwIfErrors).doesNotThrowAnyException();

    problems.error(new Location("a.yaml", 2, 1), "wrong");
    assertThatThrownBy(problems::throwIfErrors)
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage("a.yaml:1:1: warning: slow\na.yaml:2:1: error: wrong");
  }

  @Test
  void problemsMayComeFromManyThreads() {
    IntStream.range(0, 1000)
        .parallel()
        .forEach(i -> problems.error(new Location("a.yaml", i % 100, 1), "wrong"));

    assertThat(problems.sorted()).hasSize(100);
  }

  @Test
  void aComponentsKeysBecomePlaces() {
    Node.Mapping config =
        (Node.Mapping)
            Literals.at(
                new Location("a.yaml", 4, 5),
                Literals.parse("{folds: 1, groups: [a]}", Location.COMMAND_LINE));
    ComponentProblems component = new ComponentProblems(problems, config);

    component.error("groups.0", "no prompt has it");
    component.error("target", "must be a label");

    assertThat(component.hasErrors()).isTrue();
    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .containsExactly(
            "a.yaml:4:5: error: no prompt has it",
            "a.yaml:4:5: error: target must be a label");
  }
}
