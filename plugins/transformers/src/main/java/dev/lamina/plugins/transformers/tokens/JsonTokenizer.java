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
import java.util.List;

/**
 * A tokenizer.json that splits texts. Special tokens are put around them here: so BOS is there once
 * where a text spells it itself (a chat template, or a prompt written for another tool), since a
 * model never saw it twice (TransformerLens issues 74, 369 and 1418 are about wrong results of
 * that).
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
    int[] own = Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    check(own, text);
    boolean bringsBos = own.length > 0 && special.isBos(own[0]);
    int begin = bringsBos && special.endInBos() ? 1 : 0;
    int front = special.front().size();
    int length = front + own.length - begin + special.back().size();
    int[] ids = new int[length];
    boolean[] isSpecial = new boolean[length];
    Arrays.fill(isSpecial, true);
    List<Span> spans = new ArrayList<>(length);
    for (int id : special.front()) {
      ids[spans.size()] = id;
      spans.add(NOWHERE);
    }
    int[] offsets = offsets(valid);
    for (int i = begin; i < own.length; i++) {
      boolean isBos = i == 0 && bringsBos;
      CharSpan span = encoding.getCharTokenSpans()[i];
      ids[spans.size()] = own[i];
      isSpecial[spans.size()] = isBos;
      spans.add(
          isBos || span == null
              ? NOWHERE
              : new Span(offsets[span.getStart()], offsets[span.getEnd()]));
    }
    for (int id : special.back()) {
      ids[spans.size()] = id;
      spans.add(NOWHERE);
    }
    return new TokenizedPrompt(ids, spans, isSpecial);
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

  /** The library counts code points: where each begins in UTF-16, and where the last one ends. */
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
