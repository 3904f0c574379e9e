package dev.lamina.plugins.datasets;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of a spec. */
public final class Nodes {

  private Nodes() {}

  public static Node scalar(Object value, Location location) {
    return new Node.Scalar(value, String.valueOf(value), location);
  }

  public static Node none(Location location) {
    return new Node.Scalar(null, "null", location);
  }

  public static Node list(Location location, Node... items) {
    return new Node.Sequence(List.of(items), location);
  }

  public static Node mapping(Location location, Map<String, Node> values) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    values.forEach((key, value) -> entries.put(key, new Node.Entry(location, value)));
    return new Node.Mapping(entries, location);
  }
}
