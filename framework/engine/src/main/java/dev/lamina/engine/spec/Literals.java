package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.spec.yaml.Composer;
import dev.lamina.engine.spec.yaml.CoreSchema;
import dev.lamina.engine.spec.yaml.Places;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Values that come from code instead of a spec: taken literally, <code>${</code> included. */
public final class Literals {

  private Literals() {}

  /** Reads YAML; every value in it has the one place. */
  public static Node parse(String yaml, Location location) {
    return Composer.compose(yaml, Places.only(location))
        .map(node -> map(node, location, Literals::escaped))
        .orElseGet(() -> of(null, location));
  }

  /** What an unquoted text means: null, Boolean, Long, BigInteger, Double or String. */
  public static @Nullable Object scalar(String text) {
    return CoreSchema.resolve(text);
  }

  /** A text. */
  public static Node.Scalar text(String text, Location location) {
    return new Node.Scalar(text, Template.escape(text), location);
  }

  /** A value as YAML would give it: null, Boolean, Integer, Long, Double, String, List or Map. */
  public static Node of(@Nullable Object value, Location location) {
    if (value instanceof List<?> list) {
      return new Node.Sequence(list.stream().map(item -> of(item, location)).toList(), location);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Node.Entry> entries = new LinkedHashMap<>();
      map.forEach(
          (key, item) ->
              entries.put(String.valueOf(key), new Node.Entry(location, of(item, location))));
      return new Node.Mapping(Collections.unmodifiableMap(entries), location);
    }
    if (value instanceof Integer number) {
      return of(number.longValue(), location);
    }
    return value instanceof String text
        ? text(text, location)
        : new Node.Scalar(value, SpecWriter.canonical(value), location);
  }

  private static Node.Scalar escaped(Node.Scalar scalar) {
    return scalar.value() instanceof String text ? text(text, scalar.location()) : scalar;
  }

  /** The same value at another place. */
  public static Node at(Location location, Node node) {
    return map(
        node, location, scalar -> new Node.Scalar(scalar.value(), scalar.written(), location));
  }

  private static Node map(Node node, Location location, UnaryOperator<Node.Scalar> change) {
    if (node instanceof Node.Scalar scalar) {
      return change.apply(scalar);
    }
    if (node instanceof Node.Sequence sequence) {
      return new Node.Sequence(
          sequence.items().stream().map(item -> map(item, location, change)).toList(), location);
    }
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    ((Node.Mapping) node)
        .entries()
        .forEach(
            (key, entry) ->
                entries.put(key, new Node.Entry(location, map(entry.value(), location, change))));
    return new Node.Mapping(Collections.unmodifiableMap(entries), location);
  }
}
