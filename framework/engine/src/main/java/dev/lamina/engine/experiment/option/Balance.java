package dev.lamina.engine.experiment.option;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.bind.shape.Wording;

/** By what the prompts are balanced. */
@FromSpec(
    form = "true for the data set's main label, false, or the name of a label",
    schema = "{\"type\": [\"boolean\", \"string\"]}")
public sealed interface Balance {

  /** Where it was written. */
  Location location();

  /** They are not. */
  record Off(Location location) implements Balance {}

  /** The data set's main label. */
  record ByMainLabel(Location location) implements Balance {}

  /** A label. */
  record ByLabel(String label, Location location) implements Balance {}

  /** Reads it from a spec. */
  static Balance parse(Node node) throws InvalidValueException {
    if (node instanceof Node.Scalar scalar) {
      if (scalar.value() instanceof Boolean on) {
        return on ? new ByMainLabel(node.location()) : new Off(node.location());
      }
      if (scalar.value() instanceof String label && !label.isBlank()) {
        return new ByLabel(label, node.location());
      }
    }
    throw new InvalidValueException(
        node.location(),
        "must be true, false or the name of a label but is " + Wording.found(node));
  }
}
