package dev.lamina.plugins.transformers.tokens.json;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A value of a JSON file and where it stands. */
public sealed interface JsonValue {

  /** Where the value begins. */
  Location at();

  /** How the value is shown in messages. */
  String shown();

  /** An object; keys keep their order. */
  record Mapping(Location at, Map<String, JsonValue> entries) implements JsonValue {
    @Override
    public String shown() {
      return "a mapping";
    }
  }

  /** An array. */
  record Sequence(Location at, List<JsonValue> items) implements JsonValue {
    @Override
    public String shown() {
      return "a list";
    }
  }

  /** A string. */
  record Text(Location at, String value) implements JsonValue {
    @Override
    public String shown() {
      return Quoted.of(value);
    }
  }

  /**
   * A number.
   *
   * @param written as it stands in the file
   */
  record Numeral(Location at, String written) implements JsonValue {
    @Override
    public String shown() {
      return Quoted.bare(written);
    }
  }

  /** {@code true} or {@code false}. */
  record Flag(Location at, boolean value) implements JsonValue {
    @Override
    public String shown() {
      return String.valueOf(value);
    }
  }

  /** {@code null}. */
  record Nothing(Location at) implements JsonValue {
    @Override
    public String shown() {
      return "null";
    }
  }

  /** The value under a key, unless it is {@code null} or this is no object. */
  default Optional<JsonValue> get(String key) {
    return this instanceof Mapping mapping
        ? Optional.ofNullable(mapping.entries().get(key))
            .filter(value -> !(value instanceof Nothing))
        : Optional.empty();
  }

  /** The items of a list; of anything else, none. */
  default List<JsonValue> items() {
    return List.of();
  }

  /** The text under a key, if there is a text. */
  default Optional<String> text(String key) {
    return get(key).filter(Text.class::isInstance).map(value -> ((Text) value).value());
  }

  /** The whole number that this is. */
  default OptionalLong integer() {
    if (this instanceof Numeral number && number.written().matches("-?[0-9]{1,18}")) {
      return OptionalLong.of(Long.parseLong(number.written()));
    }
    return OptionalLong.empty();
  }

  /** An error at this value: {@code NAME is VALUE but must be EXPECTED}. */
  default InvalidTokenizerException mustBe(String name, String expected) {
    return new InvalidTokenizerException(
        at(), name + " is " + shown() + " but must be " + expected);
  }
}
