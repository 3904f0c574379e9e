package dev.lamina.engine.plan;

import dev.lamina.api.model.TokenizedPrompt;
import java.util.Arrays;

/** Cuts a prompt at its end; special tokens that stand there are kept. */
final class Truncation {

  private Truncation() {}

  static TokenizedPrompt cut(TokenizedPrompt tokens, int most) {
    int tail = 0;
    while (tail < most && tokens.special()[tokens.length() - 1 - tail]) {
      tail++;
    }
    int head = most - tail;
    int[] kept = new int[most];
    for (int i = 0; i < most; i++) {
      kept[i] = i < head ? i : tokens.length() - most + i;
    }
    boolean[] special = new boolean[most];
    for (int i = 0; i < most; i++) {
      special[i] = tokens.special()[kept[i]];
    }
    return new TokenizedPrompt(
        Arrays.stream(kept).map(i -> tokens.ids()[i]).toArray(),
        Arrays.stream(kept).mapToObj(i -> tokens.spans().get(i)).toList(),
        special);
  }
}
