package dev.lamina.engine.bind.shape;

import dev.lamina.api.config.Node;
import java.util.Optional;

/**
 * A key of a configuration record.
 *
 * @param name as in specs: {@code max_tokens}
 * @param type what it may hold
 * @param standard what it holds where the spec does not set it; located nowhere
 * @param doc what it means; empty if the author does not say
 * @param unit of a number
 * @param role whether it names a label
 */
public record ConfigKey(
    String name,
    ValueType type,
    Optional<Node> standard,
    String doc,
    Optional<String> unit,
    Role role) {

  /** What a key's text is to Lamina. */
  public enum Role {
    VALUE,
    /** The name of a label of the data set. */
    LABEL_NAME
  }

  /** Whether the spec must set it. */
  public boolean required() {
    return standard.isEmpty() && !(type instanceof ValueType.OptionalOf);
  }
}
