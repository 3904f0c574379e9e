package dev.lamina.plugins.probes.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptChoiceTest {

  private static final Location PLACE = new Location("s.yaml", 3, 5);

  private static Node number(Object value) {
    return new Node.Scalar(value, String.valueOf(value), PLACE);
  }

  @Test
  void itIsANumberOfPromptsOrTheirRows() throws Exception {
    assertThat(PromptChoice.parse(number(4L))).isEqualTo(new PromptChoice.First(4));
    assertThat(
            PromptChoice.parse(
                new Node.Sequence(List.of(number(7L), number(0L), number(7L)), PLACE)))
        .isEqualTo(new PromptChoice.Rows(List.of(7, 0)));
  }

  @Test
  void otherFormsAreRefused() {
    assertRefused(
        number(0L),
        "must be a number of prompts from 1 to 100, or a list of rows counted from 0, but is '0'");
    assertRefused(
        number("all"),
        "must be a number of prompts from 1 to 100, or a list of rows counted from 0, but is 'all'");
    assertRefused(
        new Node.Sequence(List.of(number(-1L)), PLACE),
        "must be a number of prompts from 1 to 100, or a list of rows counted from 0, but is '-1'");
    assertRefused(new Node.Sequence(List.of(), PLACE), "must have 1 to 100 rows but has 0");
  }

  private static void assertRefused(Node node, String message) {
    assertThatThrownBy(() -> PromptChoice.parse(node))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(message);
  }
}
