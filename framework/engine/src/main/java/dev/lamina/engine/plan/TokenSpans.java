package dev.lamina.engine.plan;

import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.prompt.Span;
import java.util.ArrayList;
import java.util.List;

/** Where in their texts the tokens stand that are read of each prompt. */
public final class TokenSpans {

  private final List<int[]> bounds = new ArrayList<>(); // a prompt: start, end, start, end, ...

  /** Takes a prompt's. */
  void add(TokenizedPrompt tokens, int[] positions) {
    int[] own = new int[2 * positions.length];
    for (int i = 0; i < positions.length; i++) {
      Span span = tokens.spans().get(positions[i]);
      own[2 * i] = span.start();
      own[2 * i + 1] = span.end();
    }
    bounds.add(own);
  }

  /** Those of a prompt, one a row of its activations. */
  public List<Span> of(int prompt) {
    int[] own = bounds.get(prompt);
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < own.length; i += 2) {
      spans.add(new Span(own[i], own[i + 1]));
    }
    return spans;
  }
}
