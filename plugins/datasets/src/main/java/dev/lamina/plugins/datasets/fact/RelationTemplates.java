package dev.lamina.plugins.datasets.fact;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Quoted;
import java.util.ArrayList;
import java.util.List;

/** The templates of a relation: one or more. */
@FromSpec(
    form = "a text with {subject} and {object}, or a list of such texts",
    schema =
        """
        {"anyOf": [{"type": "string"}, {"type": "array", "minItems": 1, "items": {"type": "string"}}]}\
        """)
public record RelationTemplates(List<Template> templates) {

  public RelationTemplates {
    templates = List.copyOf(templates);
  }

  /** Reads templates from a spec. */
  public static RelationTemplates parse(Node node) throws InvalidValueException {
    List<Node> items = node instanceof Node.Sequence list ? list.items() : List.of(node);
    if (items.isEmpty()) {
      throw new InvalidValueException(node.location(), "must have at least one template");
    }
    List<Template> templates = new ArrayList<>();
    for (Node item : items) {
      if (!(item instanceof Node.Scalar scalar && scalar.value() instanceof String text)) {
        String found =
            item instanceof Node.Scalar scalar ? scalar.written() : "a list or a mapping";
        throw new InvalidValueException(
            item.location(),
            "must be a text such as '{subject} likes {object}', or a list of such texts, but is "
                + Quoted.of(found));
      }
      templates.add(Template.parse(text, item.location()));
    }
    return new RelationTemplates(templates);
  }
}
