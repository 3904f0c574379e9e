package dev.lamina.plugins.transformers.tokens;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.tokens.check.CheckedTokenizer;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a tokenizer.json does not say about special tokens.
 *
 * @param bos the spelling of the BOS token, if it is known; one that the vocabulary lacks does not
 *     count
 * @param frame the tokens around a text, if the tokenizer's class puts others there than the file's
 *     post-processor
 */
public record FamilyTokens(Optional<String> bos, Optional<Frame> frame) {

  /** The spellings of the tokens before and behind a text. */
  public record Frame(List<String> front, List<String> back) {

    public Frame {
      front = List.copyOf(front);
      back = List.copyOf(back);
    }
  }

  /** Nothing is known besides the file. */
  public static FamilyTokens unknown() {
    return new FamilyTokens(Optional.empty(), Optional.empty());
  }

  SpecialTokens of(String origin, CheckedTokenizer tokenizer) throws InvalidTokenizerException {
    OptionalInt id = bos.isPresent() ? tokenizer.vocabulary().id(bos.get()) : OptionalInt.empty();
    id = id.isPresent() ? id : firstOf(tokenizer);
    if (frame.isEmpty()) {
      return new SpecialTokens(id, tokenizer.front(), tokenizer.back());
    }
    return new SpecialTokens(
        id,
        ids(origin, frame.get().front(), tokenizer),
        ids(origin, frame.get().back(), tokenizer));
  }

  private static List<Integer> ids(
      String origin, List<String> spellings, CheckedTokenizer tokenizer)
      throws InvalidTokenizerException {
    List<Integer> ids = new ArrayList<>();
    for (String spelling : spellings) {
      OptionalInt id = tokenizer.vocabulary().id(spelling);
      if (id.isEmpty()) {
        throw new InvalidTokenizerException(
            Location.file(origin), "the vocabulary lacks the special token " + Quoted.of(spelling));
      }
      ids.add(id.getAsInt());
    }
    return ids;
  }

  /** A token that the file puts in front is BOS, unless it is BERT's CLS. */
  private static OptionalInt firstOf(CheckedTokenizer tokenizer) {
    OptionalInt cls = tokenizer.vocabulary().id("[CLS]");
    return tokenizer.front().stream()
        .limit(1)
        .mapToInt(Integer::intValue)
        .filter(id -> cls.isEmpty() || cls.getAsInt() != id)
        .findFirst();
  }
}
