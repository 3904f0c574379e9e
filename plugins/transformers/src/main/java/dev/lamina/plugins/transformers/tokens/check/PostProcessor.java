package dev.lamina.plugins.transformers.tokens.check;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Which special tokens the post-processor of a tokenizer.json puts around a single text. */
final class PostProcessor {

  private final List<Integer> front = new ArrayList<>();
  private final List<Integer> back = new ArrayList<>();

  private PostProcessor() {}

  /**
   * Reads a post-processor.
   *
   * @throws InvalidTokenizerException if it does more than put tokens around the text, or names
   *     some that it does not define
   */
  static PostProcessor read(Optional<JsonValue> part) throws InvalidTokenizerException {
    PostProcessor processor = new PostProcessor();
    if (part.isPresent()) {
      processor.add(part.get());
    }
    return processor;
  }

  /** Ids before the text. */
  List<Integer> front() {
    return List.copyOf(front);
  }

  /** Ids behind the text. */
  List<Integer> back() {
    return List.copyOf(back);
  }

  private void add(JsonValue part) throws InvalidTokenizerException {
    switch (part.text("type").orElse("")) {
      case "ByteLevel" -> {}
      case "TemplateProcessing" -> template(part);
      case "RobertaProcessing", "BertProcessing" -> {
        front.add(0, idOfPair(part, "cls"));
        back.add(idOfPair(part, "sep"));
      }
      case "Sequence" -> {
        Optional<JsonValue> processors = part.get("processors");
        if (processors.isEmpty()) {
          throw part.mustBe("post_processor", "a sequence with processors");
        }
        for (JsonValue inner : processors.get().items()) {
          add(inner);
        }
      }
      default ->
          throw new InvalidTokenizerException(
              part.at(), "post_processor has a type that is not known");
    }
  }

  private void template(JsonValue part) throws InvalidTokenizerException {
    List<Integer> before = new ArrayList<>();
    boolean behind = false;
    JsonValue single = part.get("single").orElse(part);
    for (JsonValue piece : single.items()) {
      Optional<JsonValue> token = piece.get("SpecialToken");
      boolean text =
          piece.get("Sequence").flatMap(sequence -> sequence.text("id")).orElse("").equals("A");
      if (token.isPresent()) {
        (behind ? back : before).addAll(ids(part, token.get()));
      } else if (text && !behind) {
        behind = true;
      } else {
        throw new InvalidTokenizerException(
            piece.at(), "post_processor: a template for one text has something besides it");
      }
    }
    if (!behind) {
      throw new InvalidTokenizerException(
          single.at(), "post_processor: the template for one text lacks the text");
    }
    front.addAll(0, before);
  }

  private static List<Integer> ids(JsonValue part, JsonValue token)
      throws InvalidTokenizerException {
    String name = token.text("id").orElse("");
    Optional<JsonValue> ids =
        part.get("special_tokens").flatMap(all -> all.get(name)).flatMap(one -> one.get("ids"));
    if (ids.isEmpty()) {
      throw new InvalidTokenizerException(
          token.at(),
          "post_processor: special token "
              + Quoted.of(name)
              + " is in the template but not in special_tokens");
    }
    List<Integer> result = new ArrayList<>();
    for (JsonValue id : ids.get().items()) {
      result.add(id(id, "an id of special token " + Quoted.of(name)));
    }
    return result;
  }

  private static int idOfPair(JsonValue part, String name) throws InvalidTokenizerException {
    List<JsonValue> pair = part.get(name).map(JsonValue::items).orElse(List.of());
    if (pair.size() != 2) {
      throw new InvalidTokenizerException(
          part.at(), "post_processor: " + name + " is not a token with its id");
    }
    return id(pair.get(1), "the id of " + name);
  }

  private static int id(JsonValue value, String what) throws InvalidTokenizerException {
    OptionalLong id = value.integer();
    if (id.isEmpty() || id.getAsLong() < 0 || id.getAsLong() > Integer.MAX_VALUE) {
      throw value.mustBe("post_processor: " + what, "a whole number from 0");
    }
    return (int) id.getAsLong();
  }
}
