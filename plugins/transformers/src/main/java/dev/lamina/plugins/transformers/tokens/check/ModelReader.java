package dev.lamina.plugins.transformers.tokens.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lamina.api.problem.Location;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.json.JsonFile;
import dev.lamina.plugins.transformers.tokens.json.JsonValue;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code model} of a tokenizer.json: its vocabulary and merges without keeping them all.
 */
final class ModelReader {

  private final JsonFile file;
  private Map<String, Integer> ids = new HashMap<>();
  private final Map<String, JsonValue> settings = new LinkedHashMap<>();
  private Optional<Location> vocabulary = Optional.empty();
  private boolean unigram;
  private int size;
  private boolean hasMerges;
  private Optional<String> prefixOfChecked = Optional.empty();

  ModelReader(JsonFile file) {
    this.file = file;
  }

  /** Reads the value at whose first token the parser stands. */
  void read() throws IOException, InvalidTokenizerException {
    JsonParser parser = file.parser();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw file.value().mustBe("model", "a mapping");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      switch (key) {
        case "vocab" -> vocabulary();
        case "merges" -> merges(parser);
        default -> settings.put(key, file.value());
      }
    }
  }

  /** What the model has besides vocabulary and merges. */
  Map<String, JsonValue> settings() {
    return settings;
  }

  boolean hasVocabulary() {
    return vocabulary.isPresent();
  }

  boolean hasMerges() {
    return hasMerges;
  }

  boolean isUnigram() {
    return unigram;
  }

  /** Whether the merges stood before what they are checked against. */
  boolean hasUncheckedMerges() {
    return hasMerges && !prefixOfChecked.equals(Optional.of(prefix()));
  }

  Merges mergesCheck() {
    return new Merges(ids.keySet(), prefix());
  }

  private void merges(JsonParser parser) throws IOException, InvalidTokenizerException {
    hasMerges = true;
    if (vocabulary.isPresent()) {
      prefixOfChecked = Optional.of(prefix());
      mergesCheck().read(file);
    } else {
      parser.skipChildren();
    }
  }

  private String prefix() {
    return settings.get("continuing_subword_prefix") instanceof JsonValue.Text text
        ? text.value()
        : "";
  }

  Vocabulary tokens() {
    return new Vocabulary(ids, size);
  }

  /** A mapping of tokens to ids (BPE, WordPiece), or a list of tokens with scores (Unigram). */
  private void vocabulary() throws IOException, InvalidTokenizerException {
    JsonParser parser = file.parser();
    vocabulary = Optional.of(file.here());
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      unigram = true;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        piece();
      }
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      ids = TokenIds.read(file);
      size = ids.size();
    } else {
      throw file.value().mustBe("model.vocab", "a mapping or a list");
    }
  }

  private void piece() throws IOException, InvalidTokenizerException {
    JsonParser parser = file.parser();
    boolean valid =
        parser.currentToken() == JsonToken.START_ARRAY
            && parser.nextToken() == JsonToken.VALUE_STRING;
    String token = valid ? parser.getText() : "";
    valid = valid && parser.nextToken().isNumeric() && parser.nextToken() == JsonToken.END_ARRAY;
    if (!valid || size > TokenIds.LARGEST) {
      throw new InvalidTokenizerException(
          file.here(), "item " + size + " of model.vocab is not a token with its score");
    }
    ids.put(token, size++);
  }
}
