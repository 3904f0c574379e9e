package dev.lamina.engine.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.config.Node;
import dev.lamina.engine.bind.shape.ConfigKey;
import dev.lamina.engine.bind.shape.ValueType;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The JSON Schema of configuration keys. */
final class TypeSchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final JsonMapper mapper;
  private final Set<String> nested = new TreeSet<>();

  TypeSchema(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** The kinds of components that the keys seen so far nest: {@code dataset}. */
  Set<String> nested() {
    return Collections.unmodifiableSet(nested);
  }

  /** The name of the definition of a kind of component that is nested. */
  static String definition(String kind) {
    return "nested_" + kind;
  }

  /** The schema of a key's values, with what it means and its default. */
  ObjectNode key(ConfigKey key) {
    ObjectNode schema = JSON.objectNode();
    if (!key.doc().isEmpty()) {
      schema.put("description", key.doc());
    }
    key.standard().ifPresent(node -> schema.set("default", json(node)));
    schema.setAll(value(key.type()));
    return schema;
  }

  /** A mapping with these keys and no others. */
  ObjectNode mapping(Collection<ConfigKey> keys) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    keys.forEach(key -> properties.set(key.name(), key(key)));
    schema.put("additionalProperties", false);
    List<String> required = keys.stream().filter(ConfigKey::required).map(ConfigKey::name).toList();
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    return schema;
  }

  private ObjectNode value(ValueType type) {
    if (type instanceof ValueType.Text || type instanceof ValueType.FilePath) {
      return typed("string");
    }
    if (type instanceof ValueType.Truth) {
      return orReference(typed("boolean"));
    }
    if (type instanceof ValueType.WholeNumber whole) {
      return orReference(whole(whole));
    }
    if (type instanceof ValueType.RealNumber real) {
      return orReference(real(real));
    }
    if (type instanceof ValueType.Choice choice) {
      ObjectNode schema = JSON.objectNode();
      choice.names().forEach(schema.putArray("enum")::add);
      return orReference(schema);
    }
    if (type instanceof ValueType.ListOf list) {
      ObjectNode schema = typed("array");
      schema.set("items", value(list.item()));
      return schema;
    }
    if (type instanceof ValueType.MapOf map) {
      ObjectNode schema = typed("object");
      schema.set("additionalProperties", value(map.item()));
      return schema;
    }
    if (type instanceof ValueType.Component component) {
      nested.add(component.word());
      return JSON.objectNode().put("$ref", "#/$defs/" + definition(component.word()));
    }
    if (type instanceof ValueType.OptionalOf optional) {
      return anyOf(value(optional.item()), typed("null"));
    }
    return type instanceof ValueType.Nested nested
        ? mapping(nested.shape().keys())
        : parsed((ValueType.Parsed) type);
  }

  private static ObjectNode whole(ValueType.WholeNumber type) {
    ObjectNode schema = typed("integer");
    if (type.isBoundedBelow()) {
      schema.put("minimum", type.min());
    }
    if (type.isBoundedAbove()) {
      schema.put("maximum", type.max());
    }
    return schema;
  }

  private static ObjectNode real(ValueType.RealNumber type) {
    ObjectNode schema = typed("number");
    if (!Double.isInfinite(type.min())) {
      schema.put("minimum", type.min());
    }
    if (!Double.isInfinite(type.max())) {
      schema.put("maximum", type.max());
    }
    return schema;
  }

  private ObjectNode parsed(ValueType.Parsed type) {
    try {
      return orReference((ObjectNode) mapper.readTree(type.schema()));
    } catch (JsonProcessingException | ClassCastException e) {
      throw new IllegalStateException(
          type.type().getName() + " has no valid JSON Schema in @FromSpec", e);
    }
  }

  /** Any value may be a reference such as <code>${env:SEED}</code>. */
  private static ObjectNode orReference(ObjectNode schema) {
    return anyOf(schema, JSON.objectNode().put("$ref", "#/$defs/reference"));
  }

  static ObjectNode anyOf(ObjectNode... schemas) {
    ObjectNode any = JSON.objectNode();
    ArrayNode all = any.putArray("anyOf");
    for (ObjectNode schema : schemas) {
      all.add(schema);
    }
    return any;
  }

  static ObjectNode typed(String type) {
    return JSON.objectNode().put("type", type);
  }

  private JsonNode json(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return mapper.valueToTree(scalar.value());
    }
    if (node instanceof Node.Sequence sequence) {
      ArrayNode array = JSON.arrayNode();
      sequence.items().forEach(item -> array.add(json(item)));
      return array;
    }
    ObjectNode object = JSON.objectNode();
    ((Node.Mapping) node).entries().forEach((key, entry) -> object.set(key, json(entry.value())));
    return object;
  }
}
