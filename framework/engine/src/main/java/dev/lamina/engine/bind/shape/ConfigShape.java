package dev.lamina.engine.bind.shape;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a configuration record, in the order of its components.
 *
 * @param type the record's class
 * @param constructor its canonical constructor
 */
public record ConfigShape<C extends Record>(
    Class<C> type, List<ConfigKey> keys, Constructor<C> constructor) {

  public ConfigShape {
    keys = List.copyOf(keys);
  }

  /**
   * Reads a record's annotations.
   *
   * @throws UnsupportedConfigException if a component's type, range or default is not one that a
   *     spec can fill
   */
  public static <C extends Record> ConfigShape<C> of(Class<C> type)
      throws UnsupportedConfigException {
    return new ShapeReader().read(type);
  }

  /** Reads the annotations of a record of the engine's own, which a spec can fill. */
  public static <C extends Record> ConfigShape<C> own(Class<C> type) {
    try {
      return of(type);
    } catch (UnsupportedConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key of a name. */
  public Optional<ConfigKey> key(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /** The names of all keys. */
  public List<String> names() {
    return keys.stream().map(ConfigKey::name).toList();
  }

  /**
   * Makes the record.
   *
   * @throws IllegalArgumentException as the record's own constructor
   */
  public C create(List<Object> values) {
    try {
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(type.getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }
}
