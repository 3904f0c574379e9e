package dev.lamina.engine.bind;

import dev.lamina.api.config.Nested;
import dev.lamina.api.config.Node;
import java.util.Optional;

/** Reads the components that configurations nest. */
public interface NestedReader {

  /** Where no component can be nested, as in the engine's own records. */
  NestedReader NONE =
      (type, node, key) -> {
        throw new IllegalStateException("no components are nested here: " + type.getName());
      };

  /**
   * A component that was asked for.
   *
   * @param completed its mapping with defaults filled in and paths absolute
   */
  record Found(Nested<?> component, Node completed) {}

  /**
   * Reads a component; empty if something is wrong with it, which has been reported then.
   *
   * @param type the component's kind: {@code Dataset.class}
   * @param key the dotted key that asks for it: {@code sets.cities}
   */
  Optional<Found> read(Class<?> type, Node node, String key);
}
