package dev.lamina.engine.experiment;

import dev.lamina.api.config.Node;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Mappings made from mappings. */
final class Mappings {

  private Mappings() {}

  /** The entries whose keys pass. */
  static Node.Mapping only(Node.Mapping mapping, Predicate<String> keys) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>(mapping.entries());
    entries.keySet().removeIf(keys.negate());
    return new Node.Mapping(Collections.unmodifiableMap(entries), mapping.location());
  }

  /** The entries without some. */
  static Node.Mapping without(Node.Mapping mapping, Collection<String> keys) {
    return only(mapping, key -> !keys.contains(key));
  }

  /** The mapping with one value set; a new key comes first. */
  static Node.Mapping set(Node.Mapping mapping, String key, Node value) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    Node.Entry present = mapping.entries().get(key);
    if (present == null) {
      entries.put(key, new Node.Entry(value.location(), value));
    }
    mapping.entries().forEach(entries::put);
    if (present != null) {
      entries.put(key, new Node.Entry(present.key(), value));
    }
    return new Node.Mapping(Collections.unmodifiableMap(entries), mapping.location());
  }

  /** {@code {type: NAME}}, where the name stands. */
  static Node.Mapping typed(Node.Scalar name) {
    return set(new Node.Mapping(Map.of(), name.location()), "type", name);
  }

  /** The text of a key, if it has one. */
  static Optional<Node.Scalar> text(Node.Mapping mapping, String key) {
    Node.Entry entry = mapping.entries().get(key);
    return entry != null
            && entry.value() instanceof Node.Scalar scalar
            && scalar.value() instanceof String
        ? Optional.of(scalar)
        : Optional.empty();
  }
}
