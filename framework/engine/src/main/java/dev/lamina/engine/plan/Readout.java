package dev.lamina.engine.plan;

import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Span;
import dev.lamina.engine.experiment.option.SpecialTokens;
import dev.lamina.engine.select.PositionSelection;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the positions of a prompt that a selection means. Positions are among the prompt's own
 * tokens: special tokens are computed with, but not read unless they are included. {@code subject},
 * {@code object} and {@code text} are the mean over the tokens that share a character with it.
 */
final class Readout {

  private final PositionSelection selection;
  private final SpecialTokens specialTokens;

  /** A prompt has no such position; the message says why. */
  static final class NoPositionException extends Exception {

    NoPositionException(String message) {
      super(message);
    }
  }

  Readout(PositionSelection selection, SpecialTokens specialTokens) {
    this.selection = selection;
    this.specialTokens = specialTokens;
  }

  /** What to run and read for a prompt. */
  ModelInput of(int row, Prompt prompt, TokenizedPrompt tokens) throws NoPositionException {
    int[] own =
        IntStream.range(0, tokens.length())
            .filter(i -> specialTokens == SpecialTokens.INCLUDE || !tokens.special()[i])
            .toArray();
    if (own.length == 0) {
      throw new NoPositionException(
          "the prompt " + Quoted.of(prompt.text()) + " has no tokens of its own");
    }
    Pooling pooling =
        switch (selection.canonical()) {
          case "all" -> Pooling.EACH;
          case "max" -> Pooling.MAX;
          default -> Pooling.MEAN; // of one position: the position itself
        };
    return new ModelInput(row, tokens.ids(), positions(own, prompt, tokens), pooling);
  }

  private int[] positions(int[] own, Prompt prompt, TokenizedPrompt tokens)
      throws NoPositionException {
    if (selection instanceof PositionSelection.Index index) {
      int place = index.index() < 0 ? own.length + index.index() : index.index();
      if (place < 0 || place >= own.length) {
        throw new NoPositionException(
            "the prompt %s has %d tokens, no token %d"
                .formatted(Quoted.of(prompt.text()), own.length, index.index()));
      }
      return new int[] {own[place]};
    }
    if (selection instanceof PositionSelection.Text text) {
      int start = prompt.text().indexOf(text.text());
      Span span = start < 0 ? null : new Span(start, start + text.text().length());
      return within(own, tokens, Optional.ofNullable(span), prompt, Quoted.of(text.text()));
    }
    return switch (((PositionSelection.Named) selection).name()) {
      case MEAN, MAX, ALL -> own;
      case FIRST -> new int[] {own[0]};
      case LAST -> new int[] {own[own.length - 1]};
      case SUBJECT -> named(own, tokens, prompt, "subject");
      case OBJECT -> named(own, tokens, prompt, "object");
    };
  }

  private static int[] named(int[] own, TokenizedPrompt tokens, Prompt prompt, String name)
      throws NoPositionException {
    Span span = prompt.spans().get(name);
    if (span == null) {
      throw new NoPositionException(
          "it is not known where the %s stands in the prompt %s; facts say it, csv and jsonl with  labels: {%s: COLUMN}"
              .formatted(name, Quoted.of(prompt.text()), name));
    }
    return within(own, tokens, Optional.of(span), prompt, "the " + name);
  }

  private static int[] within(
      int[] own, TokenizedPrompt tokens, Optional<Span> span, Prompt prompt, String what)
      throws NoPositionException {
    int[] inside =
        span.map(
                wanted ->
                    IntStream.of(own).filter(i -> tokens.spans().get(i).overlaps(wanted)).toArray())
            .orElse(new int[0]);
    if (inside.length == 0) {
      throw new NoPositionException(
          "the prompt " + Quoted.of(prompt.text()) + " has no token of " + what);
    }
    return inside;
  }
}
