package dev.lamina.engine.select;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.NearNames;
import dev.lamina.engine.bind.shape.Wording;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which of a prompt's tokens are looked at. */
@FromSpec(
    form =
        "mean, last, first, max, all, subject, object, {index: -2} or {text: in}, among the"
            + " prompt's own tokens",
    schema =
        """
        {"anyOf": [{"enum": ["mean", "last", "first", "max", "all", "subject", "object"]},
          {"type": "object", "required": ["index"], "additionalProperties": false,
           "properties": {"index": {"type": "integer"}}},
          {"type": "object", "required": ["text"], "additionalProperties": false,
           "properties": {"text": {"type": "string", "minLength": 1}}}]}\
        """)
public sealed interface PositionSelection {

  /** Where it was written. */
  Location location();

  /** One text for each selection, for keys and titles: {@code mean}, {@code index:-2}. */
  String canonical();

  /** Whether a row is one token rather than several pooled. */
  boolean isOneToken();

  /** A selection with a name. */
  enum Name {
    /** The mean over the tokens. */
    MEAN,
    /** The last token. */
    LAST,
    /** The first token. */
    FIRST,
    /** The largest value over the tokens, dimension by dimension. */
    MAX,
    /** Every token, a row each. */
    ALL,
    /** The mean over the tokens of the subject. */
    SUBJECT,
    /** The mean over the tokens of the object. */
    OBJECT;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** By name. */
  record Named(Name name, Location location) implements PositionSelection {
    @Override
    public String canonical() {
      return name.id();
    }

    @Override
    public boolean isOneToken() {
      return name == Name.LAST || name == Name.FIRST || name == Name.ALL;
    }
  }

  /** The token at a place, counted from 0, or from the end: -1. */
  record Index(int index, Location location) implements PositionSelection {
    @Override
    public String canonical() {
      return "index:" + index;
    }

    @Override
    public boolean isOneToken() {
      return true;
    }
  }

  /** The tokens of the first place where a text stands. */
  record Text(String text, Location location) implements PositionSelection {
    @Override
    public String canonical() {
      return "text:" + text;
    }

    @Override
    public boolean isOneToken() {
      return false;
    }
  }

  /** Reads a selection from a spec. */
  static PositionSelection parse(Node node) throws InvalidValueException {
    if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
      Optional<Name> name =
          Arrays.stream(Name.values()).filter(known -> known.id().equals(text)).findFirst();
      if (name.isPresent()) {
        return new Named(name.get(), node.location());
      }
    }
    if (node instanceof Node.Mapping mapping && mapping.entries().size() == 1) {
      Optional<PositionSelection> place = place(mapping);
      if (place.isPresent()) {
        return place.get();
      }
    }
    throw wrong(node);
  }

  private static Optional<PositionSelection> place(Node.Mapping mapping) {
    Node.Entry index = mapping.entries().get("index");
    if (index != null
        && index.value() instanceof Node.Scalar scalar
        && scalar.value() instanceof Long number
        && number == number.intValue()) {
      return Optional.of(new Index(number.intValue(), mapping.location()));
    }
    Node.Entry text = mapping.entries().get("text");
    if (text != null
        && text.value() instanceof Node.Scalar scalar
        && scalar.value() instanceof String value
        && !value.isEmpty()) {
      return Optional.of(new Text(value, mapping.location()));
    }
    return Optional.empty();
  }

  private static InvalidValueException wrong(Node node) {
    List<String> names = Arrays.stream(Name.values()).map(Name::id).toList();
    String near =
        node instanceof Node.Scalar scalar && scalar.value() instanceof String text
            ? NearNames.hint(text, names)
            : "";
    return new InvalidValueException(
        node.location(),
        "must be %s, {index: -2} or {text: in} but is %s%s"
            .formatted(String.join(", ", names), Wording.found(node), near));
  }
}
