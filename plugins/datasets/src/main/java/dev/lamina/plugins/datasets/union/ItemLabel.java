package dev.lamina.plugins.datasets.union;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Quoted;
import java.util.Optional;

/**
 * The label that counts the prompts of each set.
 *
 * @param name empty for none
 */
@FromSpec(
    form = "the name of a label, or false for none",
    schema = "{\"anyOf\": [{\"type\": \"string\", \"minLength\": 1}, {\"const\": false}]}")
public record ItemLabel(Optional<String> name) {

  /** Reads it from a spec. */
  public static ItemLabel parse(Node node) throws InvalidValueException {
    if (node instanceof Node.Scalar scalar) {
      if (scalar.value() instanceof String text && !text.isBlank()) {
        return new ItemLabel(Optional.of(text));
      }
      if (Boolean.FALSE.equals(scalar.value())) {
        return new ItemLabel(Optional.empty());
      }
    }
    String found = node instanceof Node.Scalar scalar ? Quoted.of(scalar.written()) : "no text";
    throw new InvalidValueException(
        node.location(), "must be the name of a label, or false for none, but is " + found);
  }
}
