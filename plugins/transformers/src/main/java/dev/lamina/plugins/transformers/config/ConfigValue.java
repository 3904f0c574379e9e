package dev.lamina.plugins.transformers.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of a {@code config.json} and where it stands.
 *
 * @param text as written, without quotes; empty for mappings and lists
 * @param keys of a mapping
 * @param items of a list
 */
record ConfigValue(
    JsonToken token,
    String text,
    Map<String, ConfigValue> keys,
    List<ConfigValue> items,
    Location location) {

  /** Reads the value that the parser stands at. */
  static ConfigValue read(String file, JsonParser parser) throws IOException {
    Location location =
        new Location(
            file,
            parser.currentTokenLocation().getLineNr(),
            parser.currentTokenLocation().getColumnNr());
    JsonToken token = parser.currentToken();
    Map<String, ConfigValue> keys = new LinkedHashMap<>();
    List<ConfigValue> items = new ArrayList<>();
    String text = token.isScalarValue() ? parser.getText() : "";
    if (token == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        keys.put(key, read(file, parser));
      }
    } else if (token == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(read(file, parser));
      }
    }
    return new ConfigValue(token, text, keys, items, location);
  }

  boolean isNull() {
    return token == JsonToken.VALUE_NULL;
  }

  boolean isText() {
    return token == JsonToken.VALUE_STRING;
  }

  boolean isWhole() {
    return token == JsonToken.VALUE_NUMBER_INT;
  }

  boolean isNumber() {
    return token.isNumeric();
  }

  boolean isSwitch() {
    return token.isBoolean();
  }

  boolean isTrue() {
    return token == JsonToken.VALUE_TRUE;
  }

  boolean isMapping() {
    return token == JsonToken.START_OBJECT;
  }

  boolean isTexts() {
    return token == JsonToken.START_ARRAY && items.stream().allMatch(ConfigValue::isText);
  }

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
