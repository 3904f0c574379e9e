package dev.lamina.plugins.transformers.tokens;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.prompt.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer.json that splits texts. Special tokens are put around them here: so BOS is there once
 * where a text spells it itself at its beginning (a chat template, or a prompt written for another
 * tool): no model has seen it twice, and results with two or none are wrong (TransformerLens issues
 * 74, 369 and 1418). Spelled or added, BOS is a special token and covers no text, so that both ways
 * of writing a prompt give the same activations.
 */
final class JsonTokenizer implements Tokenizer {

  private static final Span NOWHERE = new Span(0, 0);

  private final String origin;
  private final HuggingFaceTokenizer library;
  private final SpecialTokens special;
  private final int rows;

  private JsonTokenizer(
      String origin, HuggingFaceTokenizer library, SpecialTokens special, int rows) {
    this.origin = origin;
    this.library = library;
    this.special = special;
    this.rows = rows;
  }

  /**
   * Opens a tokenizer.json.
   *
   * @throws RunFailedException if the library refuses it
   */
  static JsonTokenizer open(String origin, byte[] json, SpecialTokens special, int rows) {
    try {
      return new JsonTokenizer(origin, NativeTokenizers.open(json), special, rows);
    } catch (RunFailedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failed(origin, "cannot be read", e);
    }
  }

  @Override
  public List<TokenizedPrompt> encode(List<String> texts) {
    return texts.stream().map(this::encode).toList();
  }

  private TokenizedPrompt encode(String text) {
    String valid = withoutLoneSurrogates(text);
    Encoding encoding;
    try {
      encoding = library.encode(valid, false, false);
    } catch (RuntimeException e) {
      throw failed(origin, "cannot encode " + Quoted.of(text), e);
    }
    int[] ids = Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    check(ids, text);
    CharSpan[] places = encoding.getCharTokenSpans();
    int[] offsets = offsets(valid);
    Tokens tokens = new Tokens();
    special.front().forEach(tokens::addSpecial);
    for (int i = 0; i < ids.length; i++) {
      if (i > 0 || !special.isBos(ids[i])) {
        tokens.add(ids[i], span(places[i], offsets, text));
      } else if (!special.endsInBos()) {
        tokens.addSpecial(ids[i]);
      }
    }
    special.back().forEach(tokens::addSpecial);
    return tokens.prompt();
  }

  /** The library counts code points; some pipelines that make no sense lead it beyond the end. */
  private Span span(@Nullable CharSpan place, int[] offsets, String text) {
    if (place == null) {
      return NOWHERE;
    }
    if (place.getEnd() >= offsets.length || place.getStart() > place.getEnd()) {
      throw new RunFailedException(
          "tokenizer %s: a token of %s is outside the text; the tokenizer's parts do not fit"
                  .formatted(origin, Quoted.of(text))
              + " each other");
    }
    return new Span(offsets[place.getStart()], offsets[place.getEnd()]);
  }

  /** Tokens in the making. */
  private static final class Tokens {

    private final List<Integer> ids = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private final BitSet special = new BitSet();

    void addSpecial(int id) {
      special.set(ids.size());
      add(id, NOWHERE);
    }

    void add(int id, Span span) {
      ids.add(id);
      spans.add(span);
    }

    TokenizedPrompt prompt() {
      boolean[] flags = new boolean[ids.size()];
      special.stream().forEach(at -> flags[at] = true);
      return new TokenizedPrompt(ids.stream().mapToInt(Integer::intValue).toArray(), spans, flags);
    }
  }

  /** A token that was added to the tokenizer only is met when a text spells it. */
  private void check(int[] ids, String text) {
    for (int id : ids) {
      if (id >= rows) {
        throw new RunFailedException(
            "tokenizer %s: %s has the token %d, for which the model has no embedding (%d rows)"
                .formatted(origin, Quoted.of(text), id, rows));
      }
    }
  }

  /** Where each code point begins in UTF-16, and where the last one ends. */
  private static int[] offsets(String text) {
    int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
    for (int point = 0; point + 1 < offsets.length; point++) {
      offsets[point + 1] = text.offsetByCodePoints(offsets[point], 1);
    }
    return offsets;
  }

  /**
   * Half a surrogate pair is no character, and would make the library misread the whole text. It
   * becomes U+FFFD, which has the same length.
   */
  private static String withoutLoneSurrogates(String text) {
    StringBuilder valid = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> Character.getType(point) == Character.SURROGATE ? '\ufffd' : point)
        .forEach(valid::appendCodePoint);
    return valid.toString();
  }

  private static RunFailedException failed(String origin, String what, RuntimeException e) {
    return new RunFailedException(
        "tokenizer %s %s: %s".formatted(origin, what, NativeTokenizers.reason(e)), e);
  }

  @Override
  public void close() {
    library.close();
  }
}
