package dev.lamina.engine.bind.shape;

import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.Included;
import dev.lamina.api.config.LabelName;
import dev.lamina.api.config.Nested;
import dev.lamina.api.config.Node;
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.bind.shape.ConfigKey.Role;
import dev.lamina.engine.bind.shape.ValueType.WholeNumber.Width;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.spec.Literals;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the shape of a configuration record from its components and their annotations. */
final class ShapeReader {

  private static final Location IN_CODE = Location.file("default");

  private final Deque<Class<?>> open = new ArrayDeque<>();

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
      ValueType type = type(component.getGenericType(), Optional.ofNullable(range));
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

  private ValueType type(Type type, Optional<Range> range) throws UnsupportedConfigException {
    if (type instanceof ParameterizedType parameterized) {
      return generic(parameterized, range);
    }
    if (type == int.class || type == Integer.class) {
      return whole(Width.INT, range);
    }
    if (type == long.class || type == Long.class) {
      return whole(Width.LONG, range);
    }
    if (type == double.class || type == Double.class) {
      return new ValueType.RealNumber(
          range.map(Range::min).orElse(Double.NEGATIVE_INFINITY),
          range.map(Range::max).orElse(Double.POSITIVE_INFINITY));
    }
    if (range.isPresent()) {
      throw new UnsupportedConfigException("@Range is for numbers, not for " + type.getTypeName());
    }
    if (type == String.class) {
      return new ValueType.Text();
    }
    if (type == boolean.class || type == Boolean.class) {
      return new ValueType.Truth();
    }
    if (type == Path.class) {
      return new ValueType.FilePath();
    }
    return declared(type);
  }

  private ValueType declared(Type type) throws UnsupportedConfigException {
    if (type instanceof Class<?> declared) {
      @Nullable FromSpec fromSpec = declared.getAnnotation(FromSpec.class);
      if (fromSpec != null) {
        return new ValueType.Parsed(declared, fromSpec.form(), fromSpec.schema(), parse(declared));
      }
      if (declared.isEnum()) {
        return choice(declared);
      }
      if (declared.isRecord()) {
        return new ValueType.Nested(read(declared.asSubclass(Record.class)));
      }
    }
    throw new UnsupportedConfigException(
        "the type %s is not one that a spec can fill; there are String, int, long, double, boolean, enums, Path, List, Map<String, T>, Optional, records, Nested components and @FromSpec types"
            .formatted(type.getTypeName()));
  }

  private ValueType generic(ParameterizedType type, Optional<Range> range)
      throws UnsupportedConfigException {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Nested.class) {
      if (arguments[0] instanceof Class<?> component) {
        return new ValueType.Component(component);
      }
      throw new UnsupportedConfigException(type.getTypeName() + " does not say which component");
    }
    ValueType last = type(arguments[arguments.length - 1], range);
    if (last instanceof ValueType.OptionalOf) {
      throw new UnsupportedConfigException("Optional stands only at a key itself");
    }
    if (type.getRawType() == List.class) {
      return new ValueType.ListOf(last);
    }
    if (type.getRawType() == Optional.class) {
      return new ValueType.OptionalOf(last);
    }
    if (type.getRawType() == Map.class && arguments[0] == String.class) {
      return new ValueType.MapOf(last);
    }
    return declared(type);
  }

  private static ValueType whole(Width width, Optional<Range> range) {
    long min = range.map(bounds -> (long) Math.ceil(bounds.min())).orElse(width.min());
    long max = range.map(bounds -> (long) Math.floor(bounds.max())).orElse(width.max());
    return new ValueType.WholeNumber(width, clamped(min, width), clamped(max, width));
  }

  private static long clamped(long bound, Width width) {
    return Math.max(width.min(), Math.min(width.max(), bound));
  }

  private static ValueType choice(Class<?> type) throws UnsupportedConfigException {
    List<ValueType.Choice.Option> options = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      Enum<?> value = (Enum<?>) constant;
      try {
        Doc doc = type.getField(value.name()).getAnnotation(Doc.class);
        options.add(
            new ValueType.Choice.Option(
                value.name().toLowerCase(Locale.ROOT), value, doc == null ? "" : doc.value()));
      } catch (NoSuchFieldException e) {
        throw new UnsupportedConfigException(type.getName() + " has no field " + value.name());
      }
    }
    return new ValueType.Choice(type, options);
  }

  private static Method parse(Class<?> type) throws UnsupportedConfigException {
    try {
      Method method = type.getDeclaredMethod("parse", Node.class);
      if (Modifier.isStatic(method.getModifiers())
          && type.isAssignableFrom(method.getReturnType())) {
        method.setAccessible(true);
        return method;
      }
    } catch (NoSuchMethodException e) {
      // said below
    }
    throw new UnsupportedConfigException(
        type.getName() + " is annotated @FromSpec but has no public static parse(Node)");
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
