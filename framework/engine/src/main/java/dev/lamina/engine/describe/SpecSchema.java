package dev.lamina.engine.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.config.Doc;
import dev.lamina.engine.bind.shape.ConfigKey;
import dev.lamina.engine.experiment.option.CommonKeys;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.plugin.NamedModel;
import dev.lamina.engine.plugin.Registered;
import dev.lamina.engine.plugin.Registry;
import java.util.ArrayList;
import java.util.List;

/** The JSON Schema (draft 2020-12) of a spec, with everything that is installed. */
public final class SpecSchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String NAME = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$";

  private final Registry registry;
  private final JsonMapper mapper = new JsonMapper();
  private final TypeSchema types = new TypeSchema(mapper);

  public SpecSchema(Registry registry) {
    this.registry = registry;
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
    compare.set("items", nameOrMapping(Kind.COMPARISON, "anyOf"));
    properties.set("compare", described(compare, "Analyses over a sweep's runs."));
    schema.put("additionalProperties", false);
    whole(schema);
    ObjectNode definitions = schema.putObject("$defs");
    definitions
        .putObject("reference")
        .put("type", "string")
        .put("pattern", "^\\$\\{.+\\}$")
        .put("description", "Another value of the spec, or an environment variable.");
    return schema;
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
    wholly.set("model", described(models(), "The model, by name, source or mapping."));
    wholly.set("dataset", described(datasets(), "The prompts and their labels."));
    wholly.set(
        "extractor", described(nameOrMapping(Kind.EXTRACTOR, "anyOf"), "How activations are got."));
    otherwise.putArray("required").add("model").add("dataset").add("analyses");
  }

  private ObjectNode models() {
    ObjectNode schema = nameOrMapping(Kind.MODEL, "anyOf");
    ArrayNode forms = (ArrayNode) schema.get("anyOf");
    forms.add(
        JSON.objectNode()
            .put("type", "string")
            .put("pattern", "^(hf:|[.]|.*[/\\\\]|.*[.]gguf$|\\$\\{)"));
    for (NamedModel named : registry.namedModels()) {
      registry
          .find(Kind.MODEL, named.type())
          .ifPresent(type -> forms.add(mapping(type, named.name(), List.of("type"))));
    }
    return schema;
  }

  private ObjectNode datasets() {
    ObjectNode schema = nameOrMapping(Kind.DATASET, "anyOf");
    ArrayNode forms = (ArrayNode) schema.get("anyOf");
    addByEnding(forms, "csv", "[.][cC][sS][vV]$");
    addByEnding(forms, "jsonl", "[.]([jJ][sS][oO][nN][lL]|[nN][dD][jJ][sS][oO][nN])$");
    return schema;
  }

  private void addByEnding(ArrayNode forms, String type, String ending) {
    registry
        .find(Kind.DATASET, type)
        .ifPresent(
            component -> {
              ObjectNode mapping = mapping(component, type, List.of("file"));
              ObjectNode properties = (ObjectNode) mapping.get("properties");
              properties.remove("type");
              properties.putObject("file").put("type", "string").put("pattern", ending);
              forms.add(mapping);
              forms.addObject().put("type", "string").put("pattern", ending);
            });
  }

  private ObjectNode analyses() {
    ObjectNode schema = TypeSchema.typed("array").put("minItems", 1);
    schema.set("items", nameOrMapping(Kind.ANALYSIS, "oneOf"));
    return schema;
  }

  private ObjectNode trackers() {
    ObjectNode one = nameOrMapping(Kind.TRACKER, "anyOf");
    ObjectNode list = TypeSchema.typed("array");
    list.set("items", one);
    return TypeSchema.anyOf(one, list, TypeSchema.typed("null"));
  }

  private ObjectNode nameOrMapping(Kind kind, String combination) {
    ObjectNode schema = JSON.objectNode();
    ArrayNode forms = schema.putArray(combination);
    List<String> names = registry.names(kind);
    if (!names.isEmpty()) {
      names.forEach(forms.addObject().putArray("enum")::add);
    }
    for (Registered component : registry.components(kind)) {
      List<String> required = new ArrayList<>(List.of("type"));
      component.config().keys().stream()
          .filter(ConfigKey::required)
          .forEach(key -> required.add(key.name()));
      forms.add(mapping(component, component.name(), required));
    }
    return schema;
  }

  /** A component's mapping, its type spelled in one way. */
  private ObjectNode mapping(Registered component, String type, List<String> required) {
    List<ConfigKey> keys = new ArrayList<>(component.config().keys());
    CommonKeys.of(component.kind()).stream()
        .filter(key -> component.config().key(key.name()).isEmpty())
        .forEach(keys::add);
    ObjectNode schema = JSON.objectNode();
    Doc doc = component.type().getAnnotation(Doc.class);
    if (doc != null) {
      schema.put("description", doc.value());
    }
    ObjectNode mapping = types.mapping(keys);
    ObjectNode properties = JSON.objectNode();
    properties.putObject("type").put("const", type);
    properties.setAll((ObjectNode) mapping.get("properties"));
    mapping.set("properties", properties);
    required.forEach(mapping.putArray("required")::add);
    return schema.setAll(mapping);
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
