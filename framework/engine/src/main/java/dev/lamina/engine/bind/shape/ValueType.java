package dev.lamina.engine.bind.shape;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;

/** What a configuration key may hold. */
public sealed interface ValueType {

  /** The allowed values in words: {@code a whole number from 2 to 10}. */
  String allowed();

  /** Text. */
  record Text() implements ValueType {
    @Override
    public String allowed() {
      return "text";
    }
  }

  /**
   * A number without fraction.
   *
   * @param width the Java type it must fit in
   * @param min the least, by range or width
   * @param max the most, by range or width
   */
  record WholeNumber(Width width, long min, long max) implements ValueType {

    /** The Java type of a whole number. */
    public enum Width {
      INT(Integer.MIN_VALUE, Integer.MAX_VALUE),
      LONG(Long.MIN_VALUE, Long.MAX_VALUE);

      private final long min;
      private final long max;

      Width(long min, long max) {
        this.min = min;
        this.max = max;
      }

      /** The least number that fits. */
      public long min() {
        return min;
      }

      /** The largest number that fits. */
      public long max() {
        return max;
      }
    }

    /** Whether there is a lower bound beside the width's. */
    public boolean isBoundedBelow() {
      return min > width.min;
    }

    /** Whether there is an upper bound beside the width's. */
    public boolean isBoundedAbove() {
      return max < width.max;
    }

    @Override
    public String allowed() {
      return "a whole number"
          + Wording.range(
              isBoundedBelow() ? String.valueOf(min) : "",
              isBoundedAbove() ? String.valueOf(max) : "");
    }
  }

  /** A finite number; whole ones are allowed. */
  record RealNumber(double min, double max) implements ValueType {
    @Override
    public String allowed() {
      return "a number"
          + Wording.range(
              Double.isInfinite(min) ? "" : Wording.number(min),
              Double.isInfinite(max) ? "" : Wording.number(max));
    }
  }

  /** {@code true} or {@code false}. */
  record Truth() implements ValueType {
    @Override
    public String allowed() {
      return "true or false";
    }
  }

  /** One of some names. */
  record Choice(Class<?> type, List<Option> options) implements ValueType {

    /**
     * A name that can be chosen.
     *
     * @param constant the enum's constant
     * @param doc what it means; may be empty
     */
    public record Option(String name, Enum<?> constant, String doc) {}

    /** The names. */
    public List<String> names() {
      return options.stream().map(Option::name).toList();
    }

    @Override
    public String allowed() {
      return Wording.oneOf(names());
    }
  }

  /** A file or folder; relative ones are relative to the file that names them. */
  record FilePath() implements ValueType {
    @Override
    public String allowed() {
      return "a path";
    }
  }

  /** A list. */
  record ListOf(ValueType item) implements ValueType {
    @Override
    public String allowed() {
      return "a list, each entry " + item.allowed();
    }
  }

  /** A mapping with any keys. */
  record MapOf(ValueType item) implements ValueType {
    @Override
    public String allowed() {
      return "a mapping, each value " + item.allowed();
    }
  }

  /** A value that may be left out. */
  record OptionalOf(ValueType item) implements ValueType {
    @Override
    public String allowed() {
      return item.allowed();
    }
  }

  /** A mapping with known keys. */
  record Nested(ConfigShape<?> shape) implements ValueType {
    @Override
    public String allowed() {
      return "a mapping with "
          + String.join(", ", shape.keys().stream().map(ConfigKey::name).toList());
    }
  }

  /**
   * A component.
   *
   * @param type its kind: {@code Dataset.class}
   */
  record Component(Class<?> type) implements ValueType {

    /** {@code dataset}. */
    public String word() {
      return type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Override
    public String allowed() {
      return "the name of a " + word() + " or a mapping as under " + word();
    }
  }

  /**
   * A type that reads itself.
   *
   * @param form its allowed forms in words
   * @param schema its JSON Schema
   * @param parse its static method
   */
  record Parsed(Class<?> type, String form, String schema, Method parse) implements ValueType {
    @Override
    public String allowed() {
      return form;
    }
  }
}
