package dev.lamina.plugins.datasets.fact;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Quoted;

/** Which template the facts are put into. */
@FromSpec(
    form =
        "the number of the relation's template, counted from 0; all; or a text with {subject} and"
            + " {object}",
    schema =
        """
        {"anyOf": [{"type": "integer", "minimum": 0}, {"const": "all"},
          {"type": "string", "pattern": "[{].+[}]"}]}\
        """)
public sealed interface TemplateChoice {

  /** One of the relation's templates. */
  record Numbered(int index) implements TemplateChoice {}

  /** Each of the relation's templates: a prompt a template. */
  record All() implements TemplateChoice {}

  /** One template for all relations. */
  record Own(Template template) implements TemplateChoice {}

  /** Reads a choice from a spec. */
  static TemplateChoice parse(Node node) throws InvalidValueException {
    if (node instanceof Node.Scalar scalar) {
      if (scalar.value() instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
        return new Numbered(number.intValue());
      }
      if (scalar.value() instanceof String text && text.equals("all")) {
        return new All();
      }
      if (scalar.value() instanceof String text && text.contains("{")) {
        return new Own(Template.parse(text, node.location()));
      }
    }
    String found = node instanceof Node.Scalar scalar ? scalar.written() : "a list or a mapping";
    throw new InvalidValueException(
        node.location(),
        "must be a template's number (0, 1, ...), all, or a text such as '{subject} is in {object}',"
            + " but is "
            + Quoted.of(found));
  }
}
