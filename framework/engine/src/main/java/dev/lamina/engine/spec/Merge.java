package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lays a later tree over an earlier one: mappings merge deeply, lists and values replace. */
final class Merge {

  private Merge() {}

  static Node over(Node base, Node later) {
    return base instanceof Node.Mapping below && later instanceof Node.Mapping above
        ? over(below, above)
        : later;
  }

  static Node.Mapping over(Node.Mapping base, Node.Mapping later) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>(base.entries());
    later
        .entries()
        .forEach(
            (key, entry) ->
                entries.merge(
                    key,
                    entry,
                    (below, above) ->
                        new Node.Entry(above.key(), over(below.value(), above.value()))));
    boolean isFile = !later.location().equals(Location.COMMAND_LINE);
    return new Node.Mapping(
        Collections.unmodifiableMap(entries), isFile ? later.location() : base.location());
  }

  /** The mapping with one entry set. */
  static Node.Mapping with(Node.Mapping mapping, String key, Node.Entry entry) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>(mapping.entries());
    entries.put(key, entry);
    return new Node.Mapping(Collections.unmodifiableMap(entries), mapping.location());
  }

  /** The mapping without one key. */
  static Node.Mapping without(Node.Mapping mapping, String key) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>(mapping.entries());
    entries.remove(key);
    return new Node.Mapping(Collections.unmodifiableMap(entries), mapping.location());
  }
}
