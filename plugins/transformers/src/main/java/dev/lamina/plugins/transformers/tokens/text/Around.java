package dev.lamina.plugins.transformers.tokens.text;

import dev.lamina.plugins.transformers.tokens.json.JsonText.Writing;
import dev.lamina.plugins.transformers.tokens.text.Parts.PrefixSpace;
import java.util.List;
import java.util.stream.Stream;

/**
 * The special tokens that a post-processor puts around a text.
 *
 * @param front before it
 * @param back behind it
 */
public record Around(List<String> front, List<String> back) {

  public static final Around NOTHING = new Around(List.of(), List.of());

  /** What happens to a token that no file speaks about. */
  public enum ByDefault {
    ADDED,
    LEFT_OUT
  }

  /** As a template. */
  public Writing template(TokenizerText tokenizer) {
    return Parts.part(
        "TemplateProcessing",
        "single",
        Parts.list(
            Stream.of(
                    front.stream().map(Around::special), text(), back.stream().map(Around::special))
                .flatMap(pieces -> pieces)
                .toList()),
        "pair",
        Parts.list(List.of()),
        "special_tokens",
        definitions(tokenizer));
  }

  /** As RoBERTa's processor, which also takes blanks out of the spans. */
  public Writing roberta(TokenizerText tokenizer, PrefixSpace space) {
    return Parts.part(
        "RobertaProcessing",
        "sep",
        pair(back.get(0), tokenizer),
        "cls",
        pair(front.get(0), tokenizer),
        "trim_offsets",
        true,
        "add_prefix_space",
        space == PrefixSpace.ADDED);
  }

  private static Writing pair(String token, TokenizerText tokenizer) {
    return json -> {
      json.writeStartArray();
      json.writeString(token);
      json.writeNumber(tokenizer.id(token).orElseThrow());
      json.writeEndArray();
    };
  }

  private static Stream<Writing> text() {
    return Stream.of(piece("Sequence", "A"));
  }

  private static Writing special(String token) {
    return piece("SpecialToken", token);
  }

  private static Writing piece(String kind, String id) {
    return json -> {
      json.writeStartObject();
      json.writeObjectFieldStart(kind);
      json.writeStringField("id", id);
      json.writeNumberField("type_id", 0);
      json.writeEndObject();
      json.writeEndObject();
    };
  }

  private Writing definitions(TokenizerText tokenizer) {
    return json -> {
      json.writeStartObject();
      for (String token : Stream.concat(front.stream(), back.stream()).distinct().toList()) {
        json.writeObjectFieldStart(token);
        json.writeStringField("id", token);
        json.writeArrayFieldStart("ids");
        json.writeNumber(tokenizer.id(token).orElseThrow());
        json.writeEndArray();
        json.writeArrayFieldStart("tokens");
        json.writeString(token);
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndObject();
    };
  }
}
