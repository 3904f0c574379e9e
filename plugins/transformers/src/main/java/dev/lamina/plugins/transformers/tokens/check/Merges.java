package dev.lamina.plugins.transformers.tokens.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.json.JsonFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the merges of a byte-pair encoding.
 *
 * @param tokens the vocabulary
 * @param prefix what the right token of a merge begins with ({@code continuing_subword_prefix})
 */
public record Merges(Set<String> tokens, String prefix) {

  /**
   * Reads the list at whose first token the parser stands.
   *
   * @throws InvalidTokenizerException if a merge has or gives a token that the vocabulary lacks
   */
  void read(JsonFile file) throws IOException, InvalidTokenizerException {
    JsonParser parser = file.parser();
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw file.value().mustBe("model.merges", "a list");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      List<String> pair = pair(parser);
      if (pair.size() != 2) {
        throw new InvalidTokenizerException(
            file.here(), "an item of model.merges is not a pair of tokens");
      }
      Optional<String> problem = problem(pair.get(0), pair.get(1));
      if (problem.isPresent()) {
        throw new InvalidTokenizerException(file.here(), problem.get());
      }
    }
  }

  /** Two tokens in a list, or in a text with a space between them; of anything else, none. */
  private static List<String> pair(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      String text = parser.getText();
      int space = text.indexOf(' ');
      boolean valid = space > 0 && space == text.lastIndexOf(' ');
      return valid ? List.of(text.substring(0, space), text.substring(space + 1)) : List.of();
    }
    if (parser.currentToken() != JsonToken.START_ARRAY
        || parser.nextToken() != JsonToken.VALUE_STRING) {
      return List.of();
    }
    String left = parser.getText();
    if (parser.nextToken() != JsonToken.VALUE_STRING) {
      return List.of();
    }
    String right = parser.getText();
    return parser.nextToken() == JsonToken.END_ARRAY ? List.of(left, right) : List.of();
  }

  /** What is wrong with a merge: it has or gives a token that the vocabulary lacks. */
  public Optional<String> problem(String left, String right) {
    for (String token : List.of(left, right)) {
      if (!tokens.contains(token)) {
        return Optional.of(
            "a merge has the token " + Quoted.of(token) + ", which the vocabulary lacks");
      }
    }
    if (!right.startsWith(prefix)) {
      return Optional.of(
          "a merge has the token %s, which does not begin with continuing_subword_prefix %s"
              .formatted(Quoted.of(right), Quoted.of(prefix)));
    }
    String merged = left + right.substring(prefix.length());
    return tokens.contains(merged)
        ? Optional.empty()
        : Optional.of(
            "a merge gives the token " + Quoted.of(merged) + ", which the vocabulary lacks");
  }
}
