package dev.lamina.plugins.transformers.weights.gguf;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.gguf.ValueType.Kind;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a GGUF file says about its model, by key ({@code tokenizer.ggml.tokens}). Lists are decoded
 * each time they are asked for. A key that is absent gives an empty result; a value of another type
 * than asked for is an {@link InvalidWeightsException}.
 */
public final class GgufMetadata {

  private final Map<String, MetadataValue> values;

  GgufMetadata(Map<String, MetadataValue> values) {
    this.values = new LinkedHashMap<>(values);
  }

  /** All keys, in the file's order. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** Whether the file has a key. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** A text. */
  public Optional<String> text(String key) throws InvalidWeightsException {
    Optional<MetadataValue> value = one(key, Kind.TEXT);
    return value.isEmpty() ? Optional.empty() : Optional.of(texts(key, value.get()).get(0));
  }

  /** A switch. */
  public Optional<Boolean> flag(String key) throws InvalidWeightsException {
    return one(key, Kind.FLAG).map(value -> value.integer(0) != 0);
  }

  /** A whole number of any integer type. */
  public OptionalLong integer(String key) throws InvalidWeightsException {
    Optional<MetadataValue> value = one(key, Kind.INTEGER);
    if (value.isPresent() && value.get().isTooLarge(0)) {
      throw new InvalidWeightsException("metadata " + Quoted.bare(key) + " is 2^63 or more");
    }
    return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(value.get().integer(0));
  }

  /** A number of any type. */
  public OptionalDouble number(String key) throws InvalidWeightsException {
    Optional<MetadataValue> value = one(key, Kind.REAL);
    return value.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(value.get().number(0));
  }

  /** A list of texts. */
  public Optional<List<String>> texts(String key) throws InvalidWeightsException {
    Optional<MetadataValue> value = many(key, Kind.TEXT);
    return value.isEmpty() ? Optional.empty() : Optional.of(texts(key, value.get()));
  }

  /** A list of whole numbers of any integer type, each within 32 bits. */
  public Optional<int[]> integers(String key) throws InvalidWeightsException {
    Optional<MetadataValue> value = many(key, Kind.INTEGER);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    int[] integers = new int[value.get().count()];
    for (int i = 0; i < integers.length; i++) {
      long integer = value.get().integer(i);
      if (integer != (int) integer) {
        throw new InvalidWeightsException(
            "item %d of metadata %s is too large".formatted(i, Quoted.bare(key)));
      }
      integers[i] = (int) integer;
    }
    return Optional.of(integers);
  }

  /** A list of numbers of any type, as float32. */
  public Optional<float[]> numbers(String key) throws InvalidWeightsException {
    return many(key, Kind.REAL)
        .map(
            value -> {
              float[] numbers = new float[value.count()];
              for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) value.number(i);
              }
              return numbers;
            });
  }

  /** A value as messages show it; what it holds, for lists. */
  public String shown(String key) throws InvalidWeightsException {
    MetadataValue value = Optional.ofNullable(values.get(key)).orElseThrow();
    if (value.isList()) {
      return "a list of " + value.count() + " " + value.kind().many();
    }
    return switch (value.kind()) {
      case TEXT -> Quoted.of(text(key).orElseThrow());
      case FLAG -> String.valueOf(flag(key).orElseThrow());
      case INTEGER ->
          value.isTooLarge(0)
              ? Long.toUnsignedString(value.integer(0))
              : Long.toString(value.integer(0));
      case REAL, LIST -> String.valueOf((float) value.number(0));
    };
  }

  private Optional<MetadataValue> one(String key, Kind kind) throws InvalidWeightsException {
    Optional<MetadataValue> value = Optional.ofNullable(values.get(key));
    if (value.isPresent() && (value.get().isList() || !fits(value.get(), kind))) {
      throw wrongType(key, kind.one());
    }
    return value;
  }

  private Optional<MetadataValue> many(String key, Kind kind) throws InvalidWeightsException {
    Optional<MetadataValue> value = Optional.ofNullable(values.get(key));
    if (value.isPresent() && !(value.get().isList() && fits(value.get(), kind))) {
      throw wrongType(key, "a list of " + kind.many());
    }
    return value;
  }

  private static boolean fits(MetadataValue value, Kind kind) {
    return value.kind() == kind || (kind == Kind.REAL && value.kind() == Kind.INTEGER);
  }

  private InvalidWeightsException wrongType(String key, String expected)
      throws InvalidWeightsException {
    return new InvalidWeightsException(
        "metadata %s is %s but must be %s".formatted(Quoted.bare(key), shown(key), expected));
  }

  private static List<String> texts(String key, MetadataValue value)
      throws InvalidWeightsException {
    Cursor cursor =
        new Cursor(value.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN), value.bytes().limit());
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < value.count(); i++) {
      texts.add(Cursor.decode(cursor.rawText(), "metadata " + Quoted.bare(key)));
    }
    return Collections.unmodifiableList(texts);
  }
}
