package dev.lamina.plugins.transformers.tokens;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The tokens that are put around every text.
 *
 * @param bos the id of the token for the beginning of a text (GPT-2's {@code <|endoftext|>},
 *     Llama's {@code <s>}); BERT has none, as CLS is none
 * @param front ids before the text's own tokens
 * @param back ids behind them
 */
public record SpecialTokens(OptionalInt bos, List<Integer> front, List<Integer> back) {

  public SpecialTokens {
    front = List.copyOf(front);
    back = List.copyOf(back);
  }

  /** The same tokens with BOS in front, or without it; without a BOS token, these. */
  SpecialTokens with(Bos choice) {
    if (bos.isEmpty() || choice == Bos.AUTO) {
      return this;
    }
    List<Integer> others = new ArrayList<>(front);
    others.remove((Integer) bos.getAsInt());
    if (choice == Bos.ALWAYS) {
      others.add(0, bos.getAsInt());
    }
    return new SpecialTokens(bos, others, back);
  }

  /** Whether a token is BOS. */
  boolean isBos(int id) {
    return bos.isPresent() && bos.getAsInt() == id;
  }

  /** Whether the tokens before the text's own end in BOS. */
  boolean endsInBos() {
    return !front.isEmpty() && isBos(front.get(front.size() - 1));
  }
}
