package dev.lamina.plugins.transformers.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model's {@code config.json}, or a mapping in it. What is wrong with a value is reported at its
 * line and column, and a harmless value returned, so that all problems are found in one reading.
 */
public final class ConfigFile {

  private final String file;
  private final Problems problems;
  private final String path;
  private final Map<String, ConfigValue> values;

  /**
   * @param path what stands before the keys in messages: {@code rope_scaling.}
   */
  private ConfigFile(String file, Problems problems, String path, Map<String, ConfigValue> values) {
    this.file = file;
    this.problems = problems;
    this.path = path;
    this.values = values;
  }

  /**
   * Parses a configuration.
   *
   * @param file its name in messages
   * @throws InvalidModelException if it is not a JSON object; the problem was reported
   */
  public static ConfigFile parse(String file, byte[] json, Problems problems)
      throws InvalidModelException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        problems.error(Location.file(file), "the file does not hold a JSON object");
        throw new InvalidModelException();
      }
      return new ConfigFile(file, problems, "", ConfigValue.read(file, parser).keys());
    } catch (JsonProcessingException e) {
      Location place =
          new Location(file, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      String reason = e.getOriginalMessage().lines().findFirst().orElse("");
      problems.error(place, "this is not JSON: " + Quoted.bare(reason));
      throw new InvalidModelException();
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
  }

  /** Whether the key is there with a value other than {@code null}. */
  public boolean has(String key) {
    return find(key).isPresent();
  }

  /** Whether the file says that the key has no value. */
  public boolean isNull(String key) {
    return values.containsKey(key) && !has(key);
  }

  /** Of several spellings of a key, the first that the file has, or else the first. */
  public String spelling(String usual, String other) {
    return has(usual) || !has(other) ? usual : other;
  }

  /** A text, if there is one. */
  public Optional<String> text(String key) {
    return find(key, ConfigValue::isText, "a text").map(ConfigValue::text);
  }

  /** A list of texts, if there is one. */
  public Optional<List<String>> texts(String key) {
    return find(key, ConfigValue::isTexts, "a list of texts")
        .map(list -> list.items().stream().map(ConfigValue::text).toList());
  }

  /** A mapping, if there is one. */
  public Optional<ConfigFile> mapping(String key) {
    return find(key, ConfigValue::isMapping, "a mapping")
        .map(found -> new ConfigFile(file, problems, path + key + ".", found.keys()));
  }

  /**
   * A required whole number from 1 to a bound that no real model exceeds.
   *
   * @return 0 if the configuration has none, which was reported
   */
  public int size(String key, int most) {
    require(key);
    return size(key, most, 0);
  }

  /**
   * A whole number from 1 to a bound; absent or {@code null}, a default.
   *
   * @return 0 if the number is wrong, which was reported
   */
  public int size(String key, int most, int absent) {
    return whole(key, 1, most, absent);
  }

  /**
   * A whole number within bounds; absent or {@code null}, a default.
   *
   * @return 0 if the number is wrong, which was reported
   */
  public int whole(String key, int least, int most, int absent) {
    Optional<ConfigValue> value = find(key);
    if (value.isEmpty()) {
      return absent;
    }
    if (!value.get().isWhole()) {
      wrongType(key, value.get(), "a whole number");
      return 0;
    }
    BigInteger number = new BigInteger(value.get().text());
    if (number.compareTo(BigInteger.valueOf(least)) < 0
        || number.compareTo(BigInteger.valueOf(most)) > 0) {
      error(
          key,
          "%s%s is %s but must be from %d to %d"
              .formatted(path, key, value.get().shown(), least, most));
      return 0;
    }
    return number.intValueExact();
  }

  /** A number above 0 and below 1; absent or {@code null}, a default. */
  public double fraction(String key, double absent) {
    double number = number(key).orElse(absent);
    if (!(number > 0 && number < 1)) {
      error(key, path + key + " is " + shown(key) + " but must be above 0 and below 1");
    }
    return number;
  }

  /** A finite number above 0, if there is one. */
  public OptionalDouble positive(String key) {
    OptionalDouble number = number(key);
    if (number.isPresent()
        && !(number.getAsDouble() > 0 && Double.isFinite(number.getAsDouble()))) {
      error(key, path + key + " is " + shown(key) + " but must be above 0");
      return OptionalDouble.of(1);
    }
    return number;
  }

  /** A required finite number above 0; 1 if there is none, which was reported. */
  public double requiredPositive(String key) {
    require(key);
    return positive(key).orElse(1);
  }

  private OptionalDouble number(String key) {
    return find(key, ConfigValue::isNumber, "a number")
        .map(value -> OptionalDouble.of(Double.parseDouble(value.text())))
        .orElse(OptionalDouble.empty());
  }

  /** A switch; absent or {@code null}, a default. */
  public Switch flag(String key, Switch absent) {
    return find(key, ConfigValue::isSwitch, "true or false")
        .map(value -> value.isTrue() ? Switch.ON : Switch.OFF)
        .orElse(absent);
  }

  /** Whether a switch is on; absent or {@code null}, a default. */
  public boolean isOn(String key, Switch absent) {
    return flag(key, absent) == Switch.ON;
  }

  /** A text that stands for one of the values that the family can compute. */
  public <T> T choice(String key, String absent, Map<String, T> supported) {
    if (isNull(key)) {
      unsupported(key, "null", supported.keySet().stream());
      return supported.values().iterator().next();
    }
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
    Switch found = flag(key, absent);
    if (found != supported && find(key).filter(value -> !value.isSwitch()).isEmpty()) {
      unsupported(key, found.toString(), Stream.of(supported.toString()));
    }
  }

  /** Reports a key that changes the computation in a way that no family knows. */
  public void mustBeAbsent(String key) {
    find(key)
        .ifPresent(value -> error(key, path + key + " is " + value.shown() + ", not supported"));
  }

  /** Reports an error at a key, or at the file if it lacks the key. */
  public void error(String key, String message) {
    Location place =
        Optional.ofNullable(values.get(key)).map(ConfigValue::location).orElse(Location.file(file));
    problems.error(place, message);
  }

  /** Reports that the family cannot compute what a key says. */
  public void unsupported(String key, String found, Stream<String> supported) {
    String allowed = supported.sorted().collect(Collectors.joining(", "));
    error(key, path + key + " is " + found + ", not supported; supported: " + allowed);
  }

  private void require(String key) {
    if (!has(key)) {
      error(key, path + key + " is missing");
    }
  }

  private String shown(String key) {
    return find(key).map(ConfigValue::shown).orElse("missing");
  }

  private void wrongType(String key, ConfigValue value, String expected) {
    error(key, path + key + " is " + value.shown() + " but must be " + expected);
  }

  private Optional<ConfigValue> find(
      String key, java.util.function.Predicate<ConfigValue> type, String expected) {
    Optional<ConfigValue> value = find(key);
    if (value.isPresent() && !type.test(value.get())) {
      wrongType(key, value.get(), expected);
      return Optional.empty();
    }
    return value;
  }

  private Optional<ConfigValue> find(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isNull());
  }

  /** The keys, in the file's order. */
  public List<String> keys() {
    return new ArrayList<>(values.keySet());
  }

  /** The two values of a switch in {@code config.json}. */
  public enum Switch {
    ON,
    OFF;

    @Override
    public String toString() {
      return this == ON ? "true" : "false";
    }
  }
}
