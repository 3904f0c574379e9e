package dev.lamina.plugins.datasets.fact;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Quoted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a fact that stands in a spec, in one of its two forms. */
final class InlineFact {

  private static final List<String> LISTED =
      List.of("subject", "relation", "object", "counterfactual");
  private static final List<String> KEYS =
      List.of(
          "subject", "relation", "object", "counterfactual", "is_true", "pair", "text", "template");

  private InlineFact() {}

  static StatedFact parse(Node node) throws InvalidValueException {
    if (node instanceof Node.Sequence list) {
      return fact(listed(list), node.location());
    }
    if (node instanceof Node.Mapping mapping) {
      return fact(mapped(mapping), node.location());
    }
    String found = node instanceof Node.Scalar scalar ? scalar.written() : "";
    throw new InvalidValueException(
        node.location(),
        "must be a fact, such as [Paris, capital_of, France] or [Paris, capital_of, France, Italy]"
            + " with a counterfactual, but is "
            + Quoted.of(found));
  }

  private static Map<String, Node> listed(Node.Sequence list) throws InvalidValueException {
    int size = list.items().size();
    if (size < 3 || size > 4) {
      throw new InvalidValueException(
          list.location(),
          "must be [subject, relation, object] or [subject, relation, object, counterfactual] but"
              + " has "
              + size
              + (size == 1 ? " value" : " values"));
    }
    Map<String, Node> values = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      values.put(LISTED.get(i), list.items().get(i));
    }
    return values;
  }

  private static Map<String, Node> mapped(Node.Mapping mapping) throws InvalidValueException {
    Map<String, Node> values = new LinkedHashMap<>();
    for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
      if (!KEYS.contains(entry.getKey())) {
        throw new InvalidValueException(
            entry.getValue().key(),
            "must be a fact, which has no key %s%s (keys: %s)"
                .formatted(
                    Quoted.of(entry.getKey()),
                    NearNames.hint(entry.getKey(), KEYS),
                    String.join(", ", KEYS)));
      }
      values.put(entry.getKey(), entry.getValue().value());
    }
    return values;
  }

  private static StatedFact fact(Map<String, Node> values, Location origin)
      throws InvalidValueException {
    String subject = required(values, "subject", origin);
    String relation = required(values, "relation", origin);
    String object = required(values, "object", origin);
    Optional<Boolean> truth = truth(values);
    Optional<String> counterfactual = text(values, "counterfactual");
    if (counterfactual.isPresent() && !truth.orElse(true)) {
      throw new InvalidValueException(
          origin, "must be true to have a counterfactual, but is_true is false");
    }
    return new StatedFact(
        subject,
        relation,
        object,
        truth,
        counterfactual,
        text(values, "pair"),
        template(values, subject, object, origin),
        Map.of(),
        origin);
  }

  private static Optional<Template> template(
      Map<String, Node> values, String subject, String object, Location origin)
      throws InvalidValueException {
    Optional<String> text = text(values, "text");
    Optional<String> template = text(values, "template");
    if (text.isPresent() && template.isPresent()) {
      throw new InvalidValueException(origin, "must have a text or a template, not both");
    }
    if (template.isPresent()) {
      return Optional.of(Template.parse(template.get(), origin));
    }
    return text.map(found -> Template.around(found, subject, object));
  }

  private static String required(Map<String, Node> values, String key, Location origin)
      throws InvalidValueException {
    return text(values, key)
        .orElseThrow(
            () ->
                new InvalidValueException(
                    origin, "must be a fact with subject, relation and object, but has no " + key));
  }

  private static Optional<Boolean> truth(Map<String, Node> values) throws InvalidValueException {
    Node node = values.get("is_true");
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof Node.Scalar scalar && scalar.value() instanceof Boolean truth) {
      return Optional.of(truth);
    }
    String found = node instanceof Node.Scalar scalar ? scalar.written() : "a list or a mapping";
    throw new InvalidValueException(
        node.location(), "must have true or false for is_true but has " + Quoted.of(found));
  }

  /** A value as text; a number or a boolean as it was written, so that 007 stays 007. */
  private static Optional<String> text(Map<String, Node> values, String key)
      throws InvalidValueException {
    Node node = values.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof Node.Scalar scalar && scalar.value() != null) {
      String text = scalar.value() instanceof String value ? value : scalar.written();
      if (!text.isBlank()) {
        return Optional.of(text);
      }
    }
    throw new InvalidValueException(
        node.location(), "must have a single value for " + key + ", not empty");
  }
}
