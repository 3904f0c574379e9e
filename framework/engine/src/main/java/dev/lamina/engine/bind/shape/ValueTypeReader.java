package dev.lamina.engine.bind.shape;

import dev.lamina.api.config.Doc;
import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.Nested;
import dev.lamina.api.config.Node;
import dev.lamina.api.config.Range;
import dev.lamina.engine.bind.shape.ValueType.WholeNumber.Width;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a key may hold from the type of a record's component.
 *
 * @param shapes reads records
 */
record ValueTypeReader(ShapeReader shapes) {

  ValueType read(Type type, Optional<Range> range) throws UnsupportedConfigException {
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
        return new ValueType.Nested(shapes.read(declared.asSubclass(Record.class)));
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
    ValueType last = read(arguments[arguments.length - 1], range);
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
}
