package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import java.util.IdentityHashMap;
import java.util.Optional;

/** Says of each value of a resolved spec where it was written: a file and line, or nowhere. */
public final class Origins {

  private static final String DEFAULT = "default";

  private final IdentityHashMap<Node, String> origins = new IdentityHashMap<>();

  private Origins() {}

  /**
   * The resolved spec as YAML, a comment behind each value.
   *
   * @param written the spec's tree, extended files and the command line's overrides merged
   */
  public static String annotated(Node.Mapping resolved, Node.Mapping written) {
    Origins origins = new Origins();
    origins.trace(resolved, Optional.of(written));
    return SpecWriter.write(resolved, node -> Optional.ofNullable(origins.origins.get(node)));
  }

  private void trace(Node resolved, Optional<Node> written) {
    if (resolved instanceof Node.Mapping mapping) {
      mapping.entries().forEach((key, entry) -> trace(entry.value(), below(written, key, entry)));
    } else if (resolved instanceof Node.Sequence list
        && written.isPresent()
        && written.get() instanceof Node.Sequence other
        && list.items().size() == other.items().size()) {
      for (int i = 0; i < list.items().size(); i++) {
        trace(list.items().get(i), Optional.of(other.items().get(i)));
      }
    } else if (resolved instanceof Node.Sequence list
        && list.items().stream().anyMatch(Node.Mapping.class::isInstance)) {
      list.items().forEach(item -> trace(item, written)); // one tracker stands for a list of one
      return;
    }
    if (!(resolved instanceof Node.Mapping mapping) || mapping.entries().isEmpty()) {
      origins.put(resolved, written.map(node -> shown(node.location())).orElse(DEFAULT));
    }
  }

  /** What was written for a key; a bare name stands for the value that it is in the mapping. */
  private static Optional<Node> below(Optional<Node> written, String key, Node.Entry resolved) {
    if (written.isPresent() && written.get() instanceof Node.Mapping mapping) {
      return Optional.ofNullable(mapping.entries().get(key)).map(Node.Entry::value);
    }
    return written.filter(
        node ->
            node instanceof Node.Scalar name
                && resolved.value() instanceof Node.Scalar value
                && name.written().equals(value.written()));
  }

  private static String shown(Location location) {
    return location.line() == 0 ? location.source() : location.source() + ":" + location.line();
  }
}
