package dev.lamina.engine.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problem;
import dev.lamina.engine.spec.Literals;
import java.util.List;
import java.util.Map;
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
    Location start = new Location("a.yaml", 4, 5);
    Node entry = Literals.text("a", new Location("a.yaml", 5, 14));
    Node list = new Node.Sequence(List.of(entry), new Location("a.yaml", 5, 13));
    Node.Mapping config =
        new Node.Mapping(
            Map.of("groups", new Node.Entry(new Location("a.yaml", 5, 5), list)), start);
    ComponentProblems component = new ComponentProblems(problems, config);

    component.error("groups.0", "no prompt has it");
    component.error("groups.1", "must be a value");
    component.error("target", "must be a label");

    assertThat(component.hasErrors()).isTrue();
    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .containsExactly(
            "a.yaml:4:5: error: target must be a label",
            "a.yaml:5:13: error: groups.1 must be a value",
            "a.yaml:5:14: error: no prompt has it");
  }
}
