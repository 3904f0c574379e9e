package dev.lamina.engine.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lamina.engine.sample.SamplePlugin;
import java.io.IOException;
import java.util.Iterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpecSchemaTest {

  private JsonNode schema;

  @BeforeEach
  void makeSchema() throws IOException {
    schema = new JsonMapper().readTree(new SpecSchema(SamplePlugin.registry()).json());
  }

  @Test
  void itHasTheKeysOfASpecAndNoOthers() {
    assertThat(names(schema.get("properties")))
        .toIterable()
        .containsExactlyInAnyOrder(
            "extends",
            "name",
            "description",
            "seed",
            "model",
            "dataset",
            "extractor",
            "components",
            "layers",
            "positions",
            "storage",
            "special_tokens",
            "truncate",
            "analyses",
            "tracking",
            "sweep",
            "compare");
    assertThat(schema.get("additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void anAnalysisHasItsOwnKeysAndThoseOfAll() {
    JsonNode forms = schema.at("/properties/analyses/items/oneOf");
    assertThat(forms.get(0).get("enum")).hasSize(3);
    JsonNode probe = forms.get(2);

    assertThat(probe.at("/properties/type/const").asText()).isEqualTo("linear-probe");
    assertThat(probe.at("/properties/folds/default").asInt()).isEqualTo(5);
    assertThat(probe.at("/properties/folds/anyOf/0/minimum").asInt()).isEqualTo(2);
    assertThat(probe.at("/properties/folds/description").asText())
        .isEqualTo("Folds of the cross-validation.");
    assertThat(names(probe.get("properties"))).toIterable().contains("id", "components", "layers");
    assertThat(probe.get("required"))
        .extracting(JsonNode::asText)
        .containsExactly("type", "target");
    assertThat(probe.get("additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void aSpecThatExtendsAnotherNeedNotBeWhole() {
    assertThat(schema.at("/if/anyOf/0/required/0").asText()).isEqualTo("extends");
    assertThat(schema.at("/else/required"))
        .extracting(JsonNode::asText)
        .containsExactly("model", "dataset", "analyses");
    assertThat(schema.at("/then/required").isMissingNode()).isTrue();
  }

  @Test
  void aNestedDataSetIsWrittenAsAtTheTopAndMayNestOthers() {
    String reference = "#/$defs/nested_dataset";
    JsonNode nested = schema.at("/$defs/nested_dataset/anyOf");

    assertThat(nested.findValuesAsText("$ref")).contains(reference);
    assertThat(nested.get(0).get("enum")).extracting(JsonNode::asText).contains("both", "csv");
    JsonNode csv = nested.get(2);
    assertThat(csv.at("/properties/type/const").asText()).isEqualTo("csv");
    assertThat(names(csv.get("properties"))).toIterable().contains("file", "filter", "limit");
    assertThat(names(csv.get("properties"))).toIterable().doesNotContain("truncate");
    assertThat(names(schema.get("$defs")))
        .toIterable()
        .containsExactlyInAnyOrder("reference", "nested_dataset");
  }

  private static Iterator<String> names(JsonNode node) {
    return node.fieldNames();
  }
}
