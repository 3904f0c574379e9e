package dev.lamina.engine.parity;

import java.util.List;
import java.util.Optional;

/** Prompts for those who give none: of many lengths and scripts, two of them equal. */
final class BuiltInPrompts {

  private BuiltInPrompts() {}

  static List<ParityPrompt> all() {
    return List.of(
            "The city of Paris is in France.",
            "a",
            "The quick brown fox jumps over the lazy dog, and then it sleeps in the shade until the"
                + " evening, when the farmer comes home from the market and calls his own dog, which is"
                + " not lazy at all; so the fox runs back into the wood.",
            "Na\u00efve caf\u00e9s in S\u00e3o Paulo serve cr\u00e8me br\u00fbl\u00e9e for 3 \u20ac.",
            "\u5317\u4eac\u662f\u4e2d\u56fd\u7684\u9996\u90fd\u3002",
            "\ud83d\ude00 \ud83d\udc69\u200d\ud83d\udcbb code: for (int i = 0; i < 10; i++) {}",
            "The city of Rome is in Italy.",
            "The city of Paris is in France.")
        .stream()
        .map(text -> new ParityPrompt(text, Optional.empty()))
        .toList();
  }
}
