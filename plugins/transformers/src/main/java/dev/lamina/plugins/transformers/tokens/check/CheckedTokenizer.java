package dev.lamina.plugins.transformers.tokens.check;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.json.JsonFile;
import dev.lamina.plugins.transformers.tokens.json.JsonText;
import dev.lamina.plugins.transformers.tokens.json.JsonValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A tokenizer.json that the native library can be given without ending the process.
 *
 * @param vocabulary its tokens
 * @param front ids that its post-processor puts before a text
 * @param back ids that it puts behind a text
 * @param skeleton the same without vocabulary and merges, which the library reads in no time and
 *     refuses if something else is wrong
 */
public record CheckedTokenizer(
    Vocabulary vocabulary, List<Integer> front, List<Integer> back, byte[] skeleton) {

  /**
   * Checks a tokenizer.json.
   *
   * @param file in messages
   * @throws InvalidTokenizerException if it is none, or one with which the library cannot work
   */
  public static CheckedTokenizer check(String file, byte[] json) throws InvalidTokenizerException {
    return JsonFile.read(file, json, source -> read(file, json, source));
  }

  private static CheckedTokenizer read(String file, byte[] json, JsonFile source)
      throws IOException, InvalidTokenizerException {
    Map<String, JsonValue> parts = new LinkedHashMap<>();
    ModelReader model = new ModelReader(source);
    source.expect(JsonToken.START_OBJECT, "the file");
    JsonParser parser = source.parser();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      if (key.equals("model")) {
        model.read();
      } else {
        parts.put(key, source.value());
      }
    }
    if (!model.hasVocabulary()) {
      throw new InvalidTokenizerException(
          Location.file(file), "the file is not a tokenizer: it has no vocabulary (model.vocab)");
    }
    if (model.hasUncheckedMerges()) {
      JsonFile.read(file, json, again -> readMerges(again, model.mergesCheck()));
    }
    return check(new JsonValue.Mapping(Location.file(file), parts), model);
  }

  private static Merges readMerges(JsonFile source, Merges merges)
      throws IOException, InvalidTokenizerException {
    JsonParser parser = source.parser();
    source.expect(JsonToken.START_OBJECT, "the file");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean inside = parser.currentName().equals("model");
      parser.nextToken();
      while (inside && parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals("merges");
        parser.nextToken();
        if (found) {
          merges.read(source);
        } else {
          parser.skipChildren();
        }
      }
      parser.skipChildren();
    }
    return merges;
  }

  private static CheckedTokenizer check(JsonValue.Mapping parts, ModelReader model)
      throws InvalidTokenizerException {
    Vocabulary vocabulary = model.tokens();
    checkSettings(model, vocabulary);
    for (JsonValue token : parts.get("added_tokens").map(JsonValue::items).orElse(List.of())) {
      checkAdded(token, vocabulary);
    }
    for (String key : List.of("normalizer", "pre_tokenizer")) {
      Optional<JsonValue> part = parts.get(key);
      if (part.isPresent()) {
        Pipeline.check(part.get());
      }
    }
    PostProcessor processor = PostProcessor.read(parts.get("post_processor"));
    return new CheckedTokenizer(
        vocabulary, processor.front(), processor.back(), skeleton(parts, model));
  }

  /** The library gives an added token its own id, whatever the file says. */
  private static void checkAdded(JsonValue token, Vocabulary vocabulary)
      throws InvalidTokenizerException {
    String content = token.text("content").orElse("");
    if (content.isEmpty()) {
      throw new InvalidTokenizerException(token.at(), "an added token has no content");
    }
    int id = vocabulary.add(content);
    JsonValue declared = token.get("id").orElse(token);
    if (declared.integer().orElse(-1) != id) {
      throw new InvalidTokenizerException(
          declared.at(),
          "added token %s has the id %s, but its place in the vocabulary is %d"
              .formatted(Quoted.of(content), declared.shown(), id));
    }
  }

  private static void checkSettings(ModelReader model, Vocabulary vocabulary)
      throws InvalidTokenizerException {
    JsonValue dropout = model.settings().get("dropout");
    if (dropout instanceof JsonValue.Numeral number && Double.parseDouble(number.written()) != 0) {
      throw new InvalidTokenizerException(
          dropout.at(), "dropout is " + number.shown() + ": the tokens would be random");
    }
    boolean words =
        model.settings().get("type") instanceof JsonValue.Text type
            && type.value().startsWith("Word");
    if (words
        && model.settings().get("unk_token") instanceof JsonValue.Text token
        && vocabulary.id(token.value()).isEmpty()) {
      throw new InvalidTokenizerException(
          token.at(), "unk_token is " + token.shown() + ", which the vocabulary lacks");
    }
    JsonValue unknown = model.settings().get("unk_id");
    if (model.isUnigram() && unknown instanceof JsonValue.Numeral) {
      OptionalLong id = unknown.integer();
      long most = vocabulary.largestOfAll();
      if (id.isEmpty() || id.getAsLong() < 0 || id.getAsLong() > most) {
        throw unknown.mustBe("unk_id", "the id of a token, from 0 to " + most);
      }
    }
  }

  private static byte[] skeleton(JsonValue.Mapping parts, ModelReader model) {
    return JsonText.write(
        json -> {
          json.writeStartObject();
          for (Map.Entry<String, JsonValue> part : parts.entries().entrySet()) {
            json.writeFieldName(part.getKey());
            JsonText.write(part.getValue(), json);
          }
          json.writeObjectFieldStart("model");
          for (Map.Entry<String, JsonValue> setting : model.settings().entrySet()) {
            json.writeFieldName(setting.getKey());
            boolean isNumber = setting.getValue() instanceof JsonValue.Numeral;
            if (model.isUnigram() && isNumber && setting.getKey().equals("unk_id")) {
              json.writeNumber(0);
            } else {
              JsonText.write(setting.getValue(), json);
            }
          }
          writeVocabulary(model, json);
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void writeVocabulary(ModelReader model, JsonGenerator json) throws IOException {
    json.writeFieldName("vocab");
    if (model.isUnigram()) {
      json.writeStartArray();
      json.writeStartArray();
      json.writeString("a");
      json.writeNumber(0.0);
      json.writeEndArray();
      json.writeEndArray();
    } else {
      json.writeStartObject();
      json.writeEndObject();
    }
    if (model.hasMerges()) {
      json.writeArrayFieldStart("merges");
      json.writeEndArray();
    }
  }
}
