package dev.lamina.engine.experiment;

import dev.lamina.api.config.Nested;
import dev.lamina.api.problem.Location;
import java.util.Optional;

/**
 * A component that another's configuration asks for, its own configuration bound.
 *
 * @param type its kind: {@code Dataset.class}
 * @param dataset the same with what is done to its prompts, if it is a data set
 * @param key the dotted key that asks for it: {@code sets.cities}
 */
public record NestedComponent<T>(
    Class<T> type, ComponentRef component, Optional<DatasetRef> dataset, String key)
    implements Nested<T> {

  @Override
  public Location location() {
    return component.written().location();
  }
}
