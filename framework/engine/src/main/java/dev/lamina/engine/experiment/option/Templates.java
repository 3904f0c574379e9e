package dev.lamina.engine.experiment.option;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.bind.shape.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Texts that prompts are made from. */
@FromSpec(
    form = "a text with {columns} in braces, a list of such texts, or a mapping of names to them",
    schema =
        """
        {"anyOf": [{"type": "string", "minLength": 1},
          {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
          {"type": "object", "minProperties": 1,
           "additionalProperties": {"type": "string", "minLength": 1}}]}\
        """)
public record Templates(List<Template> items) {

  /**
   * A text that prompts are made from.
   *
   * @param name as the spec has it; its place from 0 in a list
   * @param location where the text stands
   */
  public record Template(String name, String text, Location location) {}

  public Templates {
    items = List.copyOf(items);
  }

  /** Reads templates from a spec. */
  public static Templates parse(Node node) throws InvalidValueException {
    List<Template> items = new ArrayList<>();
    if (node instanceof Node.Sequence sequence) {
      for (Node item : sequence.items()) {
        items.add(template(String.valueOf(items.size()), item));
      }
    } else if (node instanceof Node.Mapping mapping) {
      for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
        items.add(template(entry.getKey(), entry.getValue().value()));
      }
    } else {
      items.add(template("0", node));
    }
    if (items.isEmpty()) {
      throw new InvalidValueException(node.location(), "must have at least one text");
    }
    return new Templates(items);
  }

  private static Template template(String name, Node node) throws InvalidValueException {
    if (node instanceof Node.Scalar scalar
        && scalar.value() instanceof String text
        && !text.isBlank()) {
      return new Template(name, text, node.location());
    }
    throw new InvalidValueException(
        node.location(),
        "must be texts such as '{subject} is in {object}' but one is " + Wording.found(node));
  }
}
