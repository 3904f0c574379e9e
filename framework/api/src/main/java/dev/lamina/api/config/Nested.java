package dev.lamina.api.config;

import dev.lamina.api.problem.Location;

/**
 * A component that another component's configuration asks for. A key of type {@code
 * Nested<Dataset>} takes what the spec's own {@code dataset} takes: a name, or a mapping with a
 * type, whose other keys are that component's. It stands at a key, in lists and in mappings:
 *
 * <pre>{@code
 * public record Config(Map<String, Nested<Dataset>> sets) {}
 * }</pre>
 *
 * <p>{@link dev.lamina.api.service.Nesting} builds it. Lamina makes these, nobody else.
 *
 * @param <T> the component's kind, such as {@link dev.lamina.api.prompt.Dataset}
 */
public interface Nested<T> {

  /** Where the spec asks for it. */
  Location location();
}
