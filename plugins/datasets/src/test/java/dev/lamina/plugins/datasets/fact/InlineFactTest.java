package dev.lamina.plugins.datasets.fact;

import static dev.lamina.plugins.datasets.Nodes.list;
import static dev.lamina.plugins.datasets.Nodes.mapping;
import static dev.lamina.plugins.datasets.Nodes.none;
import static dev.lamina.plugins.datasets.Nodes.scalar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InlineFactTest {

  private static final Location HERE = new Location("spec.yaml", 4, 3);

  private static Node texts(Object... values) {
    Node[] items = new Node[values.length];
    for (int i = 0; i < values.length; i++) {
      items[i] = scalar(values[i], HERE);
    }
    return list(HERE, items);
  }

  private static Node keys(Object... keysAndValues) {
    Map<String, Node> values = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put((String) keysAndValues[i], scalar(keysAndValues[i + 1], HERE));
    }
    return mapping(HERE, values);
  }

  private static void assertRefused(Node node, String message) {
    assertThatThrownBy(() -> StatedFact.parse(node))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(message);
  }

  @Test
  void aFactAndItsCounterfactualStandInOneLine() throws InvalidValueException {
    StatedFact fact = StatedFact.parse(texts("Paris", "capital_of", "France", "Italy"));

    assertThat(fact.stated())
        .isEqualTo(new Fact("Paris", "capital_of", "France", true, "capital_of:Paris"));
    assertThat(fact.counterfactual(fact.counterfactual().orElseThrow()))
        .isEqualTo(new Fact("Paris", "capital_of", "Italy", false, "capital_of:Paris"));
    assertThat(fact.origin()).isEqualTo(HERE);
    assertThat(StatedFact.parse(texts("Paris", "capital_of", "France")).counterfactual()).isEmpty();
  }

  @Test
  void numbersAreTextAsWritten() throws InvalidValueException {
    StatedFact fact =
        StatedFact.parse(
            list(
                HERE,
                scalar("Bond", HERE),
                scalar("has_number", HERE),
                new Node.Scalar(7L, "007", HERE)));

    assertThat(fact.object()).isEqualTo("007");
  }

  @Test
  void aMappingSaysMore() throws InvalidValueException {
    StatedFact fact =
        StatedFact.parse(
            keys(
                "subject",
                "Paris",
                "relation",
                "in",
                "object",
                "France",
                "is_true",
                true,
                "pair",
                "p1",
                "text",
                "In France is Paris"));

    assertThat(fact.truth()).contains(true);
    assertThat(fact.stated().pair()).isEqualTo("p1");
    assertThat(fact.template().orElseThrow().columns()).containsOnly("subject", "object");
  }

  @Test
  void otherFormsAreRefused() {
    assertRefused(
        scalar("Paris capital_of France", HERE),
        "must be a fact, such as [Paris, capital_of, France] or [Paris, capital_of, France, Italy]"
            + " with a counterfactual, but is 'Paris capital_of France'");
    assertRefused(
        texts("Paris"),
        "must be [subject, relation, object] or [subject, relation, object, counterfactual] but has"
            + " 1 value");
    assertRefused(
        keys("subject", "Paris", "objekt", "France"),
        "must be a fact, which has no key 'objekt'; did you mean 'object'? (keys: subject,"
            + " relation, object, counterfactual, is_true, pair, text, template)");
    assertRefused(
        keys("subject", "Paris", "object", "France"),
        "must be a fact with subject, relation and object, but has no relation");
    assertRefused(
        keys("subject", "a", "relation", "b", "object", "c", "is_true", "yes"),
        "must have true or false for is_true but has 'yes'");
    assertRefused(
        keys(
            "subject",
            "a",
            "relation",
            "b",
            "object",
            "c",
            "is_true",
            false,
            "counterfactual",
            "d"),
        "must be true to have a counterfactual, but is_true is false");
    assertRefused(
        keys("subject", "a", "relation", "b", "object", "c", "text", "d", "template", "e"),
        "must have a text or a template, not both");
    assertRefused(
        list(HERE, scalar("a", HERE), none(HERE), scalar("c", HERE)),
        "must have a single value for relation, not empty");
  }
}
