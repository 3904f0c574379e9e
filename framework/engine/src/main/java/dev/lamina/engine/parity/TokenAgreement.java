package dev.lamina.engine.parity;

import dev.lamina.api.check.Check;
import java.util.Arrays;
import java.util.Optional;

/** Whether two tokenizers give the same tokens. */
final class TokenAgreement {

  private final String name;
  private long compared;
  private int prompts;
  private int different;
  private Optional<String> first = Optional.empty();

  TokenAgreement(String name) {
    this.name = name;
  }

  void compare(int[] ours, int[] others, int prompt) {
    prompts++;
    compared += ours.length;
    int token = Arrays.mismatch(ours, others);
    if (token >= 0) {
      different++;
      String place =
          "prompt %d, token %d: %s and %s"
              .formatted(prompt, token, shown(ours, token), shown(others, token));
      first = first.or(() -> Optional.of(place));
    }
  }

  private static String shown(int[] ids, int token) {
    return token < ids.length ? Integer.toString(ids[token]) : "none";
  }

  /** The share of prompts with other tokens; empty if nothing was compared. */
  Optional<Check> check() {
    return prompts == 0
        ? Optional.empty()
        : Optional.of(new Check(name, compared, (double) different / prompts, 0, first));
  }
}
