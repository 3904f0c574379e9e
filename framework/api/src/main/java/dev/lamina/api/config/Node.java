package dev.lamina.api.config;

import dev.lamina.api.problem.Location;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a spec, with the place where it was written. */
public sealed interface Node {

  /** Where the value begins. */
  Location location();

  /**
   * A single value.
   *
   * @param value {@code null}, a {@link Boolean}, {@link Long}, {@link java.math.BigInteger},
   *     {@link Double} or {@link String}, by the YAML 1.2 core schema
   * @param written as written in the file, environment variables not expanded: what messages and
   *     {@code resolved.yaml} show
   */
  record Scalar(@Nullable Object value, String written, Location location) implements Node {}

  /** A list. */
  record Sequence(List<Node> items, Location location) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A mapping, in the order of the file. */
  record Mapping(Map<String, Entry> entries, Location location) implements Node {}

  /** A key's place and its value. */
  record Entry(Location key, Node value) {}
}
