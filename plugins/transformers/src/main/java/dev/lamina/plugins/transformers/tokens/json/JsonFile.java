package dev.lamina.plugins.transformers.tokens.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON file that is read value by value. Depth and the length of texts are bounded. */
public final class JsonFile {

  private static final int DEEPEST = 100;
  private static final int LONGEST_TEXT = 64 << 20;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .build();

  /** Reads from a parser, which stands before the first value. */
  @FunctionalInterface
  public interface Reading<T> {
    T read(JsonFile file) throws IOException, InvalidTokenizerException;
  }

  private final String name;
  private final JsonParser parser;

  private JsonFile(String name, JsonParser parser) {
    this.name = name;
    this.parser = parser;
  }

  /**
   * Reads a file.
   *
   * @param name the file in messages
   * @throws InvalidTokenizerException if it is not JSON, or the reading finds it wrong
   */
  public static <T> T read(String name, byte[] bytes, Reading<T> reading)
      throws InvalidTokenizerException {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      JsonFile file = new JsonFile(name, parser);
      T result = reading.read(file);
      if (parser.nextToken() != null) {
        throw new InvalidTokenizerException(file.here(), "something follows the JSON value");
      }
      return result;
    } catch (StreamConstraintsException e) {
      throw new InvalidTokenizerException(
          Location.file(name), "it nests deeper, or has longer texts, than any tokenizer");
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      Location at =
          place == null
              ? Location.file(name)
              : new Location(name, place.getLineNr(), place.getColumnNr());
      String reason = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new InvalidTokenizerException(at, "this is not JSON: " + Quoted.bare(reason));
    } catch (IOException e) {
      throw new InvalidTokenizerException(
          Location.file(name), "this is not JSON: " + Quoted.bare(e));
    }
  }

  /**
   * Reads a whole file.
   *
   * @throws InvalidTokenizerException if it is not a JSON object
   */
  public static JsonValue.Mapping mapping(String name, byte[] bytes)
      throws InvalidTokenizerException {
    return read(
        name,
        bytes,
        file -> {
          file.expect(JsonToken.START_OBJECT, "the file");
          return (JsonValue.Mapping) file.value();
        });
  }

  /** The parser. */
  public JsonParser parser() {
    return parser;
  }

  /** Where the parser stands. */
  public Location here() {
    JsonLocation place = parser.currentTokenLocation();
    return new Location(name, place.getLineNr(), place.getColumnNr());
  }

  /** Goes to the next token, which must be of a kind. */
  public void expect(JsonToken kind, String what) throws IOException, InvalidTokenizerException {
    JsonToken token = parser.nextToken();
    if (token == kind) {
      return;
    }
    if (token == null) {
      throw new InvalidTokenizerException(Location.file(name), what + " is empty");
    }
    throw value().mustBe(what, kind == JsonToken.START_ARRAY ? "a list" : "a JSON object");
  }

  /** The value at whose first token the parser stands; afterwards it stands at its last. */
  public JsonValue value() throws IOException {
    Location at = here();
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, JsonValue> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String key = parser.currentName();
          parser.nextToken();
          entries.put(key, value());
        }
        yield new JsonValue.Mapping(at, entries);
      }
      case START_ARRAY -> {
        List<JsonValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value());
        }
        yield new JsonValue.Sequence(at, items);
      }
      case VALUE_STRING -> new JsonValue.Text(at, parser.getText());
      case VALUE_TRUE -> new JsonValue.Flag(at, true);
      case VALUE_FALSE -> new JsonValue.Flag(at, false);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(at, parser.getText());
      default -> new JsonValue.Nothing(at);
    };
  }
}
