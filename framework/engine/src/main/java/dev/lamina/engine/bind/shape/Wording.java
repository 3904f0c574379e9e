package dev.lamina.engine.bind.shape;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Quoted;
import java.math.BigDecimal;
import java.util.List;

/** What was found and what is allowed, in words. */
public final class Wording {

  private Wording() {}

  /** {@code the text 'a'}, {@code the number 1.5}, {@code a list}. */
  public static String found(Node node) {
    if (node instanceof Node.Mapping) {
      return "a mapping";
    }
    if (node instanceof Node.Sequence sequence) {
      return sequence.items().isEmpty() ? "an empty list" : "a list";
    }
    Node.Scalar scalar = (Node.Scalar) node;
    Object value = scalar.value();
    if (value == null) {
      return "empty";
    }
    if (value instanceof String) {
      return "the text " + Quoted.of(scalar.written());
    }
    String written = Quoted.bare(scalar.written());
    return value instanceof Boolean ? "the truth value " + written : "the number " + written;
  }

  /** {@code a, b or c}. */
  public static String oneOf(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  static String range(String min, String max) {
    if (min.isEmpty()) {
      return max.isEmpty() ? "" : " of at most " + max;
    }
    return max.isEmpty() ? " of at least " + min : " from " + min + " to " + max;
  }

  /** A number as a person would write it: {@code 5}, {@code 0.5}. */
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : BigDecimal.valueOf(value).stripTrailingZeros().toString();
  }
}
