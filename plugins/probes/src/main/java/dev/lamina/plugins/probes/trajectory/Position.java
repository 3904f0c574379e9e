package dev.lamina.plugins.probes.trajectory;

import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Span;
import java.util.List;
import java.util.Locale;

/** A place that prompts have in common, though they have other tokens. */
public enum Position {
  /** The tokens of the fact's subject. */
  SUBJECT,
  /** The tokens of the fact's object. */
  OBJECT,
  /** The last of the prompt's own tokens. */
  LAST;

  /** The name in metrics: {@code subject}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The first of a prompt's tokens that are there and the one behind the last; both 0 where there
   * is none.
   *
   * @param tokens where they stand in the text
   */
  int[] range(Prompt prompt, List<Span> tokens) {
    if (this == LAST) {
      return new int[] {tokens.size() - 1, tokens.size()};
    }
    Span span = prompt.spans().get(id());
    int from = 0;
    int to = 0;
    for (int token = 0; span != null && token < tokens.size(); token++) {
      if (tokens.get(token).overlaps(span)) {
        from = to == 0 ? token : from;
        to = token + 1;
      }
    }
    return new int[] {from, to};
  }
}
