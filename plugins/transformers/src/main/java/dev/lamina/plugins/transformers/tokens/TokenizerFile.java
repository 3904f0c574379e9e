package dev.lamina.plugins.transformers.tokens;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import java.io.IOException;
import java.nio.file.Path;

/** What has to be known of a {@code tokenizer.json} before it is opened. */
public final class TokenizerFile {

  private static final int DEPTH_OF_VOCABULARY = 2;

  private boolean hasVocabulary;
  private long largestId = -1;

  private TokenizerFile() {}

  /**
   * Finds the largest id that the tokenizer gives.
   *
   * @throws InvalidModelException if the file is not a tokenizer; the problem was reported
   */
  public static long largestId(Path file, Problems problems) throws InvalidModelException {
    TokenizerFile tokenizer = new TokenizerFile();
    Location whole = Location.file(file.toString());
    try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
      tokenizer.read(parser);
    } catch (JsonProcessingException e) {
      Location place =
          new Location(file.toString(), e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      String reason = e.getOriginalMessage().lines().findFirst().orElse("");
      problems.error(place, "this is not JSON: " + Quoted.bare(reason));
      throw new InvalidModelException();
    } catch (IOException e) {
      problems.error(whole, "the file cannot be read: " + Quoted.bare(e));
      throw new InvalidModelException();
    }
    if (!tokenizer.hasVocabulary) {
      problems.error(whole, "the file is not a tokenizer: it has no vocabulary (model.vocab)");
      throw new InvalidModelException();
    }
    return tokenizer.largestId;
  }

  private void read(JsonParser parser) throws IOException {
    String section = "";
    int depth = 0;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.FIELD_NAME && depth == 1) {
        section = parser.currentName();
      }
      boolean vocabulary =
          section.equals("model")
              && depth == DEPTH_OF_VOCABULARY
              && token == JsonToken.FIELD_NAME
              && parser.currentName().equals("vocab");
      if (vocabulary) {
        readVocabulary(parser);
      } else if (section.equals("added_tokens") && isNumberOf(parser, token, "id")) {
        largestId = Math.max(largestId, parser.getLongValue());
      }
    }
  }

  /** A mapping of tokens to ids (BPE, WordPiece), or a list of tokens with scores (Unigram). */
  private void readVocabulary(JsonParser parser) throws IOException {
    hasVocabulary = true;
    if (parser.nextToken() == JsonToken.START_ARRAY) {
      long count = 0;
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        parser.skipChildren();
        count++;
      }
      largestId = Math.max(largestId, count - 1);
    } else {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
          largestId = Math.max(largestId, parser.getLongValue());
        }
      }
    }
  }

  private static boolean isNumberOf(JsonParser parser, JsonToken token, String key)
      throws IOException {
    return token == JsonToken.VALUE_NUMBER_INT && key.equals(parser.currentName());
  }
}
