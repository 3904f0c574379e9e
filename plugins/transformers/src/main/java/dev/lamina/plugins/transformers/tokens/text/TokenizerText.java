package dev.lamina.plugins.transformers.tokens.text;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lamina.plugins.transformers.tokens.check.Vocabulary;
import dev.lamina.plugins.transformers.tokens.json.JsonText;
import dev.lamina.plugins.transformers.tokens.json.JsonText.Writing;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A tokenizer.json in the making.
 *
 * @see <a href="https://huggingface.co/docs/tokenizers/pipeline">its parts</a>
 */
public final class TokenizerText {

  public static final Writing NONE = JsonGenerator::writeNull;

  private final Writing model;
  private final Vocabulary vocabulary;
  private final Map<String, AddedToken> added = new LinkedHashMap<>();
  private Writing normalizer = NONE;
  private Writing preTokenizer = NONE;
  private Writing postProcessor = NONE;

  public TokenizerText(Writing model, Vocabulary vocabulary) {
    this.model = model;
    this.vocabulary = vocabulary;
  }

  public TokenizerText normalizer(Writing part) {
    normalizer = part;
    return this;
  }

  public TokenizerText preTokenizer(Writing part) {
    preTokenizer = part;
    return this;
  }

  public TokenizerText postProcessor(Writing part) {
    postProcessor = part;
    return this;
  }

  /** Adds tokens in this order; one that is there already is replaced. */
  public TokenizerText add(List<AddedToken> tokens) {
    for (AddedToken token : tokens) {
      vocabulary.add(token.content());
      added.put(token.content(), token);
    }
    return this;
  }

  /** Adds a token unless it is there already. */
  public void addIfAbsent(AddedToken token) {
    if (!added.containsKey(token.content())) {
      add(List.of(token));
    }
  }

  public OptionalInt id(String token) {
    return vocabulary.id(token);
  }

  public byte[] write() {
    return JsonText.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("version", "1.0");
          json.writeNullField("truncation");
          json.writeNullField("padding");
          json.writeArrayFieldStart("added_tokens");
          for (AddedToken token : added.values()) {
            token.write(vocabulary.id(token.content()).orElseThrow(), json);
          }
          json.writeEndArray();
          part("normalizer", normalizer, json);
          part("pre_tokenizer", preTokenizer, json);
          part("post_processor", postProcessor, json);
          json.writeNullField("decoder");
          part("model", model, json);
          json.writeEndObject();
        });
  }

  private static void part(String name, Writing part, JsonGenerator json) throws IOException {
    json.writeFieldName(name);
    part.writeTo(json);
  }
}
