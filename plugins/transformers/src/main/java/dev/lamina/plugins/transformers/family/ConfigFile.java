package dev.lamina.plugins.transformers.family;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model's {@code config.json}. What is wrong with a value is reported at its line and column, and
 * a harmless value returned, so that all problems are found in one reading.
 */
public final class ConfigFile {

  private final String file;
  private final Problems problems;
  private final Map<String, Value> values = new HashMap<>();

  /**
   * @param text as written, without quotes; empty for objects and lists
   */
  private record Value(JsonToken token, String text, Location location) {

    /** How the value is shown in messages. */
    String shown() {
      return switch (token) {
        case START_OBJECT -> "a mapping";
        case START_ARRAY -> "a list";
        case VALUE_STRING -> Quoted.of(text);
        default -> Quoted.bare(text);
      };
    }
  }

  private ConfigFile(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * Parses a configuration.
   *
   * @param file its name in messages
   * @throws InvalidModelException if it is not a JSON object; the problem was reported
   */
  public static ConfigFile parse(String file, byte[] json, Problems problems)
      throws InvalidModelException {
    ConfigFile config = new ConfigFile(file, problems);
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        problems.error(Location.file(file), "the file does not hold a JSON object");
        throw new InvalidModelException();
      }
      config.readObject(parser);
    } catch (JsonProcessingException e) {
      problems.error(
          location(file, e.getLocation()), "this is not JSON: " + Quoted.bare(firstLine(e)));
      throw new InvalidModelException();
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
    return config;
  }

  private void readObject(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken token = parser.nextToken();
      Location location = location(file, parser.currentTokenLocation());
      String text = token.isScalarValue() ? parser.getText() : "";
      parser.skipChildren();
      values.put(key, new Value(token, text, location));
    }
  }

  private static Location location(String file, JsonLocation place) {
    return new Location(file, place.getLineNr(), place.getColumnNr());
  }

  private static String firstLine(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("");
  }

  /** Whether the key is there with a value other than {@code null}. */
  public boolean has(String key) {
    return find(key).isPresent();
  }

  /** A text, if there is one. */
  public Optional<String> text(String key) {
    Optional<Value> value = find(key);
    if (value.isPresent() && value.get().token() != JsonToken.VALUE_STRING) {
      wrongType(key, value.get(), "a text");
      return Optional.empty();
    }
    return value.map(Value::text);
  }

  /**
   * A required whole number from 1 to a bound that no real model exceeds.
   *
   * @return 0 if the configuration has none, which was reported
   */
  public int size(String key, int most) {
    if (!has(key)) {
      error(key, key + " is missing");
    }
    return size(key, most, 0);
  }

  /**
   * A whole number from 1 to a bound; absent or {@code null}, a default.
   *
   * @return 0 if the number is wrong, which was reported
   */
  public int size(String key, int most, int absent) {
    Optional<Value> value = find(key);
    if (value.isEmpty()) {
      return absent;
    }
    if (value.get().token() != JsonToken.VALUE_NUMBER_INT) {
      wrongType(key, value.get(), "a whole number");
      return 0;
    }
    BigInteger number = new BigInteger(value.get().text());
    if (number.signum() <= 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
      error(key, key + " is " + value.get().shown() + " but must be from 1 to " + most);
      return 0;
    }
    return number.intValueExact();
  }

  /** A number above 0 and below 1; absent or {@code null}, a default. */
  public double fraction(String key, double absent) {
    Optional<Value> value = find(key);
    if (value.isEmpty()) {
      return absent;
    }
    if (!value.get().token().isNumeric()) {
      wrongType(key, value.get(), "a number");
      return absent;
    }
    double number = Double.parseDouble(value.get().text());
    if (!(number > 0 && number < 1)) {
      error(key, key + " is " + value.get().shown() + " but must be above 0 and below 1");
    }
    return number;
  }

  /** A text that stands for one of the values that the family can compute. */
  public <T> T choice(String key, String absent, Map<String, T> supported) {
    String text = text(key).orElse(absent);
    T choice = supported.get(text);
    if (choice == null) {
      unsupported(key, Quoted.of(text), supported.keySet().stream());
      return supported.values().iterator().next();
    }
    return choice;
  }

  /** Reports a switch whose value, or whose default, the family cannot compute. */
  public void mustBe(String key, Switch supported, Switch absent) {
    Optional<Value> value = find(key);
    if (value.isPresent() && !value.get().token().isBoolean()) {
      wrongType(key, value.get(), "true or false");
      return;
    }
    boolean found =
        value.map(present -> present.token() == JsonToken.VALUE_TRUE).orElse(absent.value);
    if (found != supported.value) {
      unsupported(key, String.valueOf(found), Stream.of(String.valueOf(supported.value)));
    }
  }

  /** Reports a key that changes the computation in a way that no family knows. */
  public void mustBeAbsent(String key) {
    find(key).ifPresent(value -> error(key, key + " is " + value.shown() + ", not supported"));
  }

  /** Reports an error at a key, or at the file if it lacks the key. */
  public void error(String key, String message) {
    Location whole = Location.file(file);
    problems.error(find(key).map(Value::location).orElse(whole), message);
  }

  private void unsupported(String key, String found, Stream<String> supported) {
    String allowed = supported.sorted().collect(Collectors.joining(", "));
    error(key, key + " is " + found + ", not supported; supported: " + allowed);
  }

  private void wrongType(String key, Value value, String expected) {
    error(key, key + " is " + value.shown() + " but must be " + expected);
  }

  private Optional<Value> find(String key) {
    return Optional.ofNullable(values.get(key))
        .filter(value -> value.token() != JsonToken.VALUE_NULL);
  }

  /** The two values of a switch in {@code config.json}. */
  public enum Switch {
    ON(true),
    OFF(false);

    private final boolean value;

    Switch(boolean value) {
      this.value = value;
    }
  }
}
