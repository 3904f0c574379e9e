package dev.lamina.engine.experiment.option;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.engine.bind.shape.Wording;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of a column that a filter keeps.
 *
 * @param values as the data has them, booleans as {@code true} and {@code false}
 */
@FromSpec(
    form = "a value or a list of values",
    schema =
        """
        {"anyOf": [{"type": ["string", "number", "boolean"]},
          {"type": "array", "minItems": 1,
           "items": {"type": ["string", "number", "boolean"]}}]}\
        """)
public record ColumnValues(List<String> values) {

  public ColumnValues {
    values = List.copyOf(values);
  }

  /** Reads values from a spec. */
  public static ColumnValues parse(Node node) throws InvalidValueException {
    if (node instanceof Node.Sequence sequence && !sequence.items().isEmpty()) {
      List<String> values = new ArrayList<>();
      for (Node item : sequence.items()) {
        values.add(value(item));
      }
      return new ColumnValues(values);
    }
    return new ColumnValues(List.of(value(node)));
  }

  private static String value(Node node) throws InvalidValueException {
    if (node instanceof Node.Scalar scalar && scalar.value() != null) {
      boolean asWritten = scalar.value() instanceof Double && !scalar.written().contains("${");
      return asWritten ? scalar.written() : String.valueOf(scalar.value());
    }
    throw new InvalidValueException(
        node.location(), "must be a value or a list of values but is " + Wording.found(node));
  }
}
