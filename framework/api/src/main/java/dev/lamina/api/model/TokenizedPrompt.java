package dev.lamina.api.model;

import dev.lamina.api.prompt.Span;
import java.util.List;

/**
 * A prompt's tokens.
 *
 * @param ids the vocabulary's ids, special tokens included
 * @param spans each token's characters in the text; empty spans for special tokens
 * @param special for each token, whether the tokenizer added it (BOS, CLS, SEP)
 */
public record TokenizedPrompt(int[] ids, List<Span> spans, boolean[] special) {

  public TokenizedPrompt {
    spans = List.copyOf(spans);
  }

  /** How many tokens there are, special ones included. */
  public int length() {
    return ids.length;
  }
}
