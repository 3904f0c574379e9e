package dev.lamina.engine.bind.shape;

import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Included;
import dev.lamina.api.config.LabelName;
import dev.lamina.api.config.Node;
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.bind.shape.ConfigKey.Role;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.spec.Literals;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the shape of a configuration record from its components and their annotations. */
final class ShapeReader {

  private static final Location IN_CODE = Location.file("default");

  private final Deque<Class<?>> open = new ArrayDeque<>();
  private final ValueTypeReader types = new ValueTypeReader(this);

  <C extends Record> ConfigShape<C> read(Class<C> type) throws UnsupportedConfigException {
    if (open.contains(type)) {
      throw new UnsupportedConfigException(type.getName() + " contains itself");
    }
    open.push(type);
    List<ConfigShape.Part> parts = new ArrayList<>();
    RecordComponent[] components = type.getRecordComponents();
    for (RecordComponent component : components) {
      parts.add(
          component.isAnnotationPresent(Included.class)
              ? included(component)
              : new ConfigShape.Part.Key(key(component)));
    }
    open.pop();
    ConfigShape<C> shape = new ConfigShape<>(type, parts, constructor(type, components));
    requireDistinct(shape);
    return shape;
  }

  private ConfigShape.Part included(RecordComponent component) throws UnsupportedConfigException {
    if (!component.getType().isRecord()) {
      throw new UnsupportedConfigException(
          "the component '%s' of %s is @Included, but no record"
              .formatted(component.getName(), component.getDeclaringRecord().getName()));
    }
    return new ConfigShape.Part.Shape(read(component.getType().asSubclass(Record.class)));
  }

  private static void requireDistinct(ConfigShape<?> shape) throws UnsupportedConfigException {
    Set<String> names = new HashSet<>();
    for (String name : shape.names()) {
      if (!names.add(name)) {
        throw new UnsupportedConfigException(
            "%s has the key '%s' twice".formatted(shape.type().getName(), name));
      }
    }
  }

  private static <C extends Record> Constructor<C> constructor(
      Class<C> type, RecordComponent[] components) throws UnsupportedConfigException {
    try {
      Class<?>[] parameters =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<C> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException | RuntimeException e) {
      throw new UnsupportedConfigException(type.getName() + " cannot be constructed");
    }
  }

  private ConfigKey key(RecordComponent component) throws UnsupportedConfigException {
    String name = snakeCase(component.getName());
    try {
      @Nullable Range range = component.getAnnotation(Range.class);
      ValueType type = types.read(component.getGenericType(), Optional.ofNullable(range));
      Optional<Node> standard =
          Optional.ofNullable(component.getAnnotation(Default.class))
              .map(annotation -> Literals.parse(annotation.value(), IN_CODE));
      return new ConfigKey(
          name,
          type,
          standard,
          Optional.ofNullable(component.getAnnotation(Doc.class)).map(Doc::value).orElse(""),
          Optional.ofNullable(component.getAnnotation(Unit.class)).map(Unit::value),
          component.isAnnotationPresent(LabelName.class) ? Role.LABEL_NAME : Role.VALUE);

    } catch (UnsupportedConfigException | InvalidSpecException e) {
      throw new UnsupportedConfigException(
          "the key '%s' of %s: %s"
              .formatted(name, component.getDeclaringRecord().getName(), e.getMessage()));
    }
  }

  /** {@code maxTokens} is {@code max_tokens} in a spec. */
  private static String snakeCase(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c) && i > 0) {
        out.append('_');
      }
      out.append(Character.toLowerCase(c));
    }
    return out.toString();
  }
}
