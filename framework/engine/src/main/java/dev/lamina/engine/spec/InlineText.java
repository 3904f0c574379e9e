package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import java.util.stream.Collectors;

/** Values in one line, as they were written: {@code a, b} and {@code {key: value}}. */
public final class InlineText {

  private InlineText() {}

  public static String of(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return scalar.written();
    }
    if (node instanceof Node.Sequence sequence) {
      return sequence.items().stream().map(InlineText::of).collect(Collectors.joining(", "));
    }
    return ((Node.Mapping) node)
        .entries().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + of(entry.getValue().value()))
            .collect(Collectors.joining(", ", "{", "}"));
  }
}
