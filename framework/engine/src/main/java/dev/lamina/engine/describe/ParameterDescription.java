package dev.lamina.engine.describe;

import dev.lamina.engine.bind.shape.ConfigKey;
import dev.lamina.engine.bind.shape.ValueType;
import dev.lamina.engine.spec.SpecWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a key of a component is, for people.
 *
 * @param name the key, nested keys with dots
 * @param type {@code text}, {@code whole number}, {@code list of text}
 * @param allowed the allowed values in words; empty if all of the type are
 * @param presence whether the spec must set it
 * @param standard the default as YAML, if there is one
 * @param unit of a number, if it has one
 * @param doc what it means; may be empty
 * @param options the names that can be chosen, each with what it means
 */
public record ParameterDescription(
    String name,
    String type,
    String allowed,
    Presence presence,
    Optional<String> standard,
    Optional<String> unit,
    String doc,
    List<Option> options) {

  public ParameterDescription {
    options = List.copyOf(options);
  }

  /** Whether a key must be set. */
  public enum Presence {
    REQUIRED,
    OPTIONAL
  }

  /** A name that can be chosen; what it means may be empty. */
  public record Option(String name, String doc) {}

  /** A key and, if it is a mapping with known keys, those too. */
  static Stream<ParameterDescription> of(ConfigKey key, String before) {
    ValueType type = plain(key.type());
    ParameterDescription own =
        new ParameterDescription(
            before + key.name(),
            words(type),
            allowed(type),
            key.required() ? Presence.REQUIRED : Presence.OPTIONAL,
            key.standard().map(SpecWriter::inline),
            key.unit(),
            key.doc(),
            options(type));
    return type instanceof ValueType.Nested nested
        ? Stream.concat(
            Stream.of(own),
            nested.shape().keys().stream().flatMap(inner -> of(inner, own.name() + ".")))
        : Stream.of(own);
  }

  private static ValueType plain(ValueType type) {
    return type instanceof ValueType.OptionalOf optional ? optional.item() : type;
  }

  private static String words(ValueType type) {
    if (type instanceof ValueType.WholeNumber) {
      return "whole number";
    }
    if (type instanceof ValueType.RealNumber) {
      return "number";
    }
    if (type instanceof ValueType.Truth) {
      return "true or false";
    }
    if (type instanceof ValueType.FilePath) {
      return "path";
    }
    if (type instanceof ValueType.Choice) {
      return "name";
    }
    if (type instanceof ValueType.ListOf list) {
      return "list of " + words(list.item());
    }
    if (type instanceof ValueType.MapOf map) {
      return "mapping to " + words(map.item());
    }
    if (type instanceof ValueType.Nested) {
      return "mapping";
    }
    if (type instanceof ValueType.Component component) {
      return component.word();
    }
    return type instanceof ValueType.Text ? "text" : "value";
  }

  private static String allowed(ValueType type) {
    if (type instanceof ValueType.ListOf list) {
      return allowed(list.item());
    }
    if (type instanceof ValueType.MapOf map) {
      return allowed(map.item());
    }
    boolean says =
        type instanceof ValueType.Choice
            || type instanceof ValueType.Parsed
            || type instanceof ValueType.Component
            || (type instanceof ValueType.WholeNumber whole
                && (whole.isBoundedBelow() || whole.isBoundedAbove()))
            || (type instanceof ValueType.RealNumber real
                && (!Double.isInfinite(real.min()) || !Double.isInfinite(real.max())));
    return says ? type.allowed() : "";
  }

  private static List<Option> options(ValueType type) {
    ValueType inner = type instanceof ValueType.ListOf list ? list.item() : type;
    return inner instanceof ValueType.Choice choice
        ? choice.options().stream().map(option -> new Option(option.name(), option.doc())).toList()
        : List.of();
  }
}
