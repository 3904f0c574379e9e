package dev.lamina.engine.describe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.config.Doc;
import dev.lamina.engine.bind.shape.ConfigKey;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.plugin.NamedModel;
import dev.lamina.engine.plugin.Registered;
import dev.lamina.engine.plugin.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The JSON Schema of the ways to write a component. */
record ComponentSchema(
    Registry registry, TypeSchema types, Function<Kind, List<ConfigKey>> common) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The schema of any component of a kind. */
  ObjectNode of(Kind kind) {
    return switch (kind) {
      case MODEL -> models();
      case DATASET -> datasets();
      default -> nameOrMapping(kind, "anyOf");
    };
  }

  /** The schema of what stands under {@code model}. */
  ObjectNode models() {
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

  /** The schema of what stands under {@code dataset}. */
  ObjectNode datasets() {
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

  /** A component of a kind, by its name or as a mapping with a type. */
  ObjectNode nameOrMapping(Kind kind, String combination) {
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
    common.apply(component.kind()).stream()
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
}
