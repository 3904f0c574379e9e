package dev.lamina.plugins.transformers.tokens.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.json.JsonFile;
import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object of tokens and their ids. */
public final class TokenIds {

  /** No model has so many tokens; it bounds what a wrong id can make us allocate. */
  static final int LARGEST = (1 << 24) - 1;

  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final BitSet seen = new BitSet();

  private TokenIds() {}

  /**
   * Reads the object at whose first token the parser stands.
   *
   * @throws InvalidTokenizerException if a token or an id is there twice, or an id is no id
   */
  public static Map<String, Integer> read(JsonFile file)
      throws IOException, InvalidTokenizerException {
    TokenIds tokens = new TokenIds();
    while (file.parser().nextToken() == JsonToken.FIELD_NAME) {
      tokens.readOne(file);
    }
    return tokens.ids;
  }

  private void readOne(JsonFile file) throws IOException, InvalidTokenizerException {
    JsonParser parser = file.parser();
    String token = parser.currentName();
    if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
      throw file.value().mustBe("the id of token " + Quoted.of(token), "a whole number");
    }
    boolean fits = parser.getNumberType() == JsonParser.NumberType.INT;
    int id = fits ? parser.getIntValue() : -1;
    if (id < 0 || id > LARGEST) {
      throw file.value().mustBe("the id of token " + Quoted.of(token), "from 0 to " + LARGEST);
    }
    if (ids.put(token, id) != null) {
      throw new InvalidTokenizerException(
          file.here(), "token " + Quoted.of(token) + " is in the vocabulary twice");
    }
    if (seen.get(id)) {
      throw new InvalidTokenizerException(
          file.here(),
          "token " + Quoted.of(token) + " has the id " + id + ", which another one has too");
    }
    seen.set(id);
  }
}
