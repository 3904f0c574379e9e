package dev.lamina.engine.bind.shape;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of a configuration record, in the order of its components.
 *
 * @param type the record's class
 * @param parts what its components take from the spec
 * @param constructor its canonical constructor
 */
public record ConfigShape<C extends Record>(
    Class<C> type, List<Part> parts, Constructor<C> constructor) {

  /** What a component of the record takes from the spec. */
  public sealed interface Part {

    /** The value of a key. */
    record Key(ConfigKey key) implements Part {}

    /** The keys of a record that is {@linkplain dev.lamina.api.config.Included included}. */
    record Shape(ConfigShape<?> shape) implements Part {}
  }

  public ConfigShape {
    parts = List.copyOf(parts);
  }

  /** All keys, those of included records in their places. */
  public List<ConfigKey> keys() {
    return parts.stream()
        .flatMap(
            part ->
                part instanceof Part.Shape included
                    ? included.shape().keys().stream()
                    : Stream.of(((Part.Key) part).key()))
        .toList();
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
    return keys().stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /** The names of all keys. */
  public List<String> names() {
    return keys().stream().map(ConfigKey::name).toList();
  }

  /**
   * Makes the record.
   *
   * @param values those of {@link #keys}, in their order
   * @throws IllegalArgumentException as the record's own constructor
   */
  public C create(List<Object> values) {
    List<Object> arguments = new ArrayList<>();
    int next = 0;
    for (Part part : parts) {
      if (part instanceof Part.Shape included) {
        int end = next + included.shape().keys().size();
        arguments.add(included.shape().create(values.subList(next, end)));
        next = end;
      } else {
        arguments.add(values.get(next++));
      }
    }
    try {
      return constructor.newInstance(arguments.toArray());
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
