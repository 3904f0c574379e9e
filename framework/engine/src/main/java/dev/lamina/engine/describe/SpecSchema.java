package dev.lamina.engine.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.engine.experiment.option.CommonKeys;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.plugin.Registry;
import java.util.Arrays;
import java.util.List;

/** The JSON Schema (draft 2020-12) of a spec, with everything that is installed. */
public final class SpecSchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String NAME = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$";

  private final Registry registry;
  private final JsonMapper mapper = new JsonMapper();
  private final TypeSchema types = new TypeSchema(mapper);
  private final ComponentSchema components;

  public SpecSchema(Registry registry) {
    this.registry = registry;
    this.components = new ComponentSchema(registry, types, CommonKeys::of);
  }

  /** The schema as indented JSON. */
  public String json() {
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(schema()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private ObjectNode schema() {
    ObjectNode schema =
        JSON.objectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "Lamina spec")
            .put("description", "An activation study of a transformer.")
            .put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties.set("extends", described(textOrTexts(), "Files that this one is laid over."));
    CommonKeys.ofSpec().forEach(key -> properties.set(key.name(), types.key(key)));
    properties.set("name", JSON.objectNode().put("type", "string").put("pattern", NAME));
    for (String part : List.of("model", "dataset", "extractor", "analyses", "tracking")) {
      properties.set(part, JSON.objectNode());
    }
    properties.set("analyses", described(analyses(), "What is computed from the activations."));
    properties.set("tracking", described(trackers(), "Where the finished run is published."));
    properties.set(
        "sweep", described(TypeSchema.typed("object"), "Values to run every combination of."));
    ObjectNode compare = TypeSchema.typed("array");
    compare.set("items", components.nameOrMapping(Kind.COMPARISON, "anyOf"));
    properties.set("compare", described(compare, "Analyses over a sweep's runs."));
    schema.put("additionalProperties", false);
    whole(schema);
    ObjectNode definitions = schema.putObject("$defs");
    definitions
        .putObject("reference")
        .put("type", "string")
        .put("pattern", "^\\$\\{.+\\}$")
        .put("description", "Another value of the spec, or an environment variable.");
    nested(definitions);
    return schema;
  }

  /** The kinds of components that configurations nest, which may nest others. */
  private void nested(ObjectNode definitions) {
    ComponentSchema inner = new ComponentSchema(registry, types, CommonKeys::ofNested);
    for (Kind kind : Kind.values()) {
      definitions.set(TypeSchema.definition(kind.word()), inner.of(kind));
    }
    List<String> unused =
        Arrays.stream(Kind.values())
            .map(Kind::word)
            .filter(word -> !types.nested().contains(word))
            .map(TypeSchema::definition)
            .toList();
    definitions.remove(unused);
  }

  /** A file that extends others need not be whole, nor one whose cases have the rest. */
  private void whole(ObjectNode schema) {
    ArrayNode partial = schema.putObject("if").putArray("anyOf");
    partial.addObject().putArray("required").add("extends");
    partial.addObject().putArray("required").add("sweep");
    ObjectNode partly = schema.putObject("then").putObject("properties");
    ObjectNode otherwise = schema.putObject("else");
    ObjectNode wholly = otherwise.putObject("properties");
    for (String part : List.of("model", "dataset", "extractor")) {
      partly.putObject(part).putArray("type").add("string").add("object");
    }
    wholly.set("model", described(components.models(), "The model, by name, source or mapping."));
    wholly.set("dataset", described(components.datasets(), "The prompts and their labels."));
    wholly.set(
        "extractor",
        described(components.nameOrMapping(Kind.EXTRACTOR, "anyOf"), "How activations are got."));
    otherwise.putArray("required").add("model").add("dataset").add("analyses");
  }

  private ObjectNode analyses() {
    ObjectNode schema = TypeSchema.typed("array").put("minItems", 1);
    schema.set("items", components.nameOrMapping(Kind.ANALYSIS, "oneOf"));
    return schema;
  }

  private ObjectNode trackers() {
    ObjectNode one = components.nameOrMapping(Kind.TRACKER, "anyOf");
    ObjectNode list = TypeSchema.typed("array");
    list.set("items", one);
    return TypeSchema.anyOf(one, list, TypeSchema.typed("null"));
  }

  private static ObjectNode textOrTexts() {
    ObjectNode list = TypeSchema.typed("array");
    list.set("items", TypeSchema.typed("string"));
    return TypeSchema.anyOf(TypeSchema.typed("string"), list);
  }

  private static ObjectNode described(ObjectNode schema, String description) {
    ObjectNode described = JSON.objectNode().put("description", description);
    return described.setAll(schema);
  }
}
