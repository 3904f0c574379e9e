package dev.lamina.engine.bind;

import dev.lamina.api.config.Node;
import dev.lamina.engine.bind.LabelReference.IfAbsent;
import dev.lamina.engine.bind.shape.ConfigKey;
import dev.lamina.engine.bind.shape.ConfigKey.Role;
import dev.lamina.engine.bind.shape.ConfigShape;
import dev.lamina.engine.bind.shape.ValueType;
import dev.lamina.engine.spec.Literals;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a configuration that name labels. */
final class Labels {

  private Labels() {}

  /**
   * The labels that a configuration names.
   *
   * @param written what of it the spec sets
   */
  static List<LabelReference> of(
      ConfigShape<?> shape, Node.Mapping completed, Node.Mapping written) {
    List<LabelReference> found = new ArrayList<>();
    collect(shape, completed, written, "", found);
    return found;
  }

  private static void collect(
      ConfigShape<?> shape,
      Node.Mapping completed,
      Node.Mapping written,
      String before,
      List<LabelReference> found) {
    for (ConfigKey key : shape.keys()) {
      Node.Entry entry = completed.entries().get(key.name());
      if (entry == null) {
        continue;
      }
      String path = before + key.name();
      Node.Entry set = written.entries().get(key.name());
      if (key.role() == Role.LABEL_NAME) {
        IfAbsent optional =
            key.type() instanceof ValueType.OptionalOf ? IfAbsent.NONE : IfAbsent.MAIN_LABEL;
        add(entry.value(), path, set == null ? optional : IfAbsent.ERROR, found);
      } else if (nested(key.type()).isPresent() && entry.value() instanceof Node.Mapping inner) {
        Node.Mapping innerWritten =
            set != null && set.value() instanceof Node.Mapping mapping
                ? mapping
                : new Node.Mapping(Map.of(), inner.location());
        collect(nested(key.type()).get(), inner, innerWritten, path + ".", found);
      }
    }
  }

  private static Optional<ConfigShape<?>> nested(ValueType type) {
    ValueType inner = type instanceof ValueType.OptionalOf optional ? optional.item() : type;
    return inner instanceof ValueType.Nested record
        ? Optional.of(record.shape())
        : Optional.empty();
  }

  private static void add(Node node, String key, IfAbsent ifAbsent, List<LabelReference> found) {
    if (node instanceof Node.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        add(sequence.items().get(i), key + "." + i, ifAbsent, found);
      }
    } else if (node instanceof Node.Scalar scalar && scalar.value() != null) {
      found.add(new LabelReference(key, String.valueOf(scalar.value()), node.location(), ifAbsent));
    }
  }

  /** What the spec would have set to name these labels. */
  static Node.Mapping replace(
      Node.Mapping written, Node.Mapping completed, Map<String, Optional<String>> labels) {
    Node.Mapping result = written;
    for (Map.Entry<String, Optional<String>> label : labels.entrySet()) {
      List<String> path = List.of(label.getKey().split("\\.", -1));
      result = (Node.Mapping) set(result, completed, path, label.getValue());
    }
    return result;
  }

  /** Where the spec does not have a part of the path, the completed configuration's is taken. */
  private static Node set(Node written, Node completed, List<String> path, Optional<String> label) {
    if (path.isEmpty()) {
      return label
          .map(name -> Literals.text(name, completed.location()))
          .orElseGet(() -> new Node.Scalar(null, "null", completed.location()));
    }
    String first = path.get(0);
    List<String> rest = path.subList(1, path.size());
    if (completed instanceof Node.Sequence sequence) {
      List<Node> items = new ArrayList<>(sequence.items());
      int place = Integer.parseInt(first);
      items.set(place, set(items.get(place), items.get(place), rest, label));
      return new Node.Sequence(items, completed.location());
    }
    Node.Entry full = ((Node.Mapping) completed).entries().get(first);
    if (full == null) {
      throw new IllegalArgumentException("not a label key: " + first);
    }
    Map<String, Node.Entry> entries = new LinkedHashMap<>(((Node.Mapping) written).entries());
    Node.Entry set = entries.getOrDefault(first, new Node.Entry(full.key(), emptyOf(full.value())));
    Node value = set(set.value(), full.value(), rest, label);
    entries.put(first, new Node.Entry(set.key(), value));
    return new Node.Mapping(Collections.unmodifiableMap(entries), written.location());
  }

  private static Node emptyOf(Node node) {
    return node instanceof Node.Mapping ? new Node.Mapping(Map.of(), node.location()) : node;
  }
}
