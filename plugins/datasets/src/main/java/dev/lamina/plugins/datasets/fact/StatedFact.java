package dev.lamina.plugins.datasets.fact;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import java.util.Map;
import java.util.Optional;

/**
 * A fact as somebody wrote it down.
 *
 * @param truth whether it is true, if that was said; a fact is true where nothing is said
 * @param counterfactual an object that makes it false, if one was given
 * @param pair the name of the pair, if one was given
 * @param template the fact's own words, if given
 * @param others further columns by name, missing values absent
 * @param origin where it was written
 */
@FromSpec(
    form =
        "a fact: [subject, relation, object], [subject, relation, object, counterfactual], or a"
            + " mapping with these keys and, if wanted, is_true, pair, and text or template",
    schema =
        """
        {"anyOf": [
          {"type": "array", "minItems": 3, "maxItems": 4,
           "items": {"type": ["string", "number", "boolean"]}},
          {"type": "object", "required": ["subject", "relation", "object"],
           "additionalProperties": false,
           "properties": {
             "subject": {"type": ["string", "number", "boolean"]},
             "relation": {"type": "string"},
             "object": {"type": ["string", "number", "boolean"]},
             "counterfactual": {"type": ["string", "number", "boolean"]},
             "is_true": {"type": "boolean"},
             "pair": {"type": ["string", "number"]},
             "text": {"type": "string"},
             "template": {"type": "string"}}}]}\
        """)
public record StatedFact(
    String subject,
    String relation,
    String object,
    Optional<Boolean> truth,
    Optional<String> counterfactual,
    Optional<String> pair,
    Optional<Template> template,
    Map<String, String> others,
    Location origin) {

  /** Reads a fact from a spec. */
  public static StatedFact parse(Node node) throws InvalidValueException {
    return InlineFact.parse(node);
  }

  /** Whether it is true. */
  public boolean isTrue() {
    return truth.orElse(true);
  }

  /** Whether a counterfactual is to be found among the other facts' objects. */
  public boolean lacksCounterfactual() {
    return truth.isEmpty() && counterfactual.isEmpty();
  }

  /** The fact as stated. */
  public Fact stated() {
    return new Fact(subject, relation, object, isTrue(), pairName());
  }

  /** The false fact with another object. */
  public Fact counterfactual(String falseObject) {
    return new Fact(subject, relation, falseObject, false, pairName());
  }

  private String pairName() {
    return pair.orElse(relation + ":" + subject);
  }
}
