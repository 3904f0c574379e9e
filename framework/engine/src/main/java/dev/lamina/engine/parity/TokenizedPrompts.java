package dev.lamina.engine.parity;

import dev.lamina.api.check.LayerGroups;
import dev.lamina.api.model.Model;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.problem.ProblemList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The prompts as the model takes them.
 *
 * @param notes which of Lamina's own prompts were left out
 */
record TokenizedPrompts(List<ParityReport.Prompt> prompts, List<String> notes) {

  /** A norm is fitted to the tokens' vectors: any norm fits two of them. */
  private static final int LEAST_TOKENS = 16;

  /** Of one layer; the checks hold up to four times as many, 1 GiB. */
  private static final long MOST_NUMBERS = 1L << 26;

  /**
   * Tokenizes.
   *
   * @throws InvalidSpecException if one does not fit the model, or all together are too few or many
   */
  static TokenizedPrompts of(
      Model model, ModelDescription description, List<ParityPrompt> prompts) {
    List<TokenizedPrompt> tokenized;
    try (Tokenizer tokenizer = model.tokenizer()) {
      tokenized = tokenizer.encode(prompts.stream().map(ParityPrompt::text).toList());
    }
    List<ParityReport.Prompt> kept = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    ProblemList problems = new ProblemList();
    for (int i = 0; i < prompts.size(); i++) {
      int length = tokenized.get(i).length();
      ParityPrompt prompt = prompts.get(i);
      if (length > 0 && length <= description.contextLength()) {
        List<Integer> ids = Arrays.stream(tokenized.get(i).ids()).boxed().toList();
        kept.add(new ParityReport.Prompt(prompt.text(), ids));
      } else if (prompt.place().isPresent()) {
        problems.error(prompt.place().get(), unfit(length, description));
      } else {
        notes.add("left out one of the built-in prompts: " + unfit(length, description));
      }
    }
    problems.throwIfErrors();
    TokenizedPrompts result = new TokenizedPrompts(kept, notes);
    result.requireSize(description, prompts);
    return result;
  }

  private static String unfit(int length, ModelDescription model) {
    return length == 0
        ? "the prompt has no tokens"
        : "the prompt has %d tokens, but the model takes at most %d"
            .formatted(length, model.contextLength());
  }

  private void requireSize(ModelDescription model, List<ParityPrompt> given) {
    int tokens = prompts.stream().mapToInt(prompt -> prompt.tokens().size()).sum();
    Location place =
        given
            .get(0)
            .place()
            .map(line -> Location.file(line.source()))
            .orElse(Location.COMMAND_LINE);
    if (tokens < LEAST_TOKENS) {
      throw new InvalidSpecException(
          place,
          "the prompts have %d tokens in all, too few for the checks to mean anything; give at least %d"
              .formatted(tokens, LEAST_TOKENS));
    }
    if (LayerGroups.numbersOfALayer(model, ids()) > MOST_NUMBERS) {
      int longest = prompts.stream().mapToInt(prompt -> prompt.tokens().size()).max().orElse(0);
      throw new InvalidSpecException(
          place,
          "the prompts have %,d tokens in all, the longest %,d: too many for every activation of a"
                  .formatted(tokens, longest)
              + " layer to be held at once; give fewer or shorter ones");
    }
  }

  /** Token ids, prompt by prompt. */
  List<int[]> ids() {
    return prompts.stream().map(ParityReport.Prompt::ids).toList();
  }
}
