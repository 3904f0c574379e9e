package dev.lamina.plugins.probes.trajectory;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Quoted;
import java.util.ArrayList;
import java.util.List;

/** Which prompts are shown token by token. */
@FromSpec(
    form = "how many of the first prompts, from 1 to 100, or a list of rows, counted from 0",
    schema =
        """
        {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 100},
          {"type": "array", "minItems": 1, "maxItems": 100,
           "items": {"type": "integer", "minimum": 0}}]}\
        """)
public sealed interface PromptChoice {

  /** More are not looked at one by one. */
  int MOST = 100;

  /** The first. */
  record First(int count) implements PromptChoice {}

  /** Some rows of {@code tables/prompts.csv}. */
  record Rows(List<Integer> rows) implements PromptChoice {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /** Reads it from a spec. */
  static PromptChoice parse(Node node) throws InvalidValueException {
    if (node instanceof Node.Sequence list) {
      if (list.items().isEmpty() || list.items().size() > MOST) {
        throw new InvalidValueException(
            node.location(), "must have 1 to 100 rows but has " + list.items().size());
      }
      List<Integer> rows = new ArrayList<>();
      for (Node item : list.items()) {
        rows.add(number(item, 0, Integer.MAX_VALUE));
      }
      return new Rows(rows.stream().distinct().toList());
    }
    return new First(number(node, 1, MOST));
  }

  private static int number(Node node, int least, int most) throws InvalidValueException {
    if (node instanceof Node.Scalar scalar
        && scalar.value() instanceof Long number
        && number >= least
        && number <= most) {
      return number.intValue();
    }
    throw new InvalidValueException(
        node.location(),
        "must be a number of prompts from 1 to 100, or a list of rows counted from 0, but "
            + (node instanceof Node.Scalar scalar
                ? "is " + Quoted.of(scalar.written())
                : "has something else"));
  }
}
