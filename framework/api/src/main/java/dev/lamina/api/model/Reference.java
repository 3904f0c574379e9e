package dev.lamina.api.model;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Another implementation of a model, outside Lamina, whose numbers Lamina's can be held against.
 */
public interface Reference {

  /** What the command line calls it: {@code transformers}. */
  String name();

  /**
   * Runs prompts, each alone, and hands over what it computed, prompt by prompt, in any order.
   *
   * @throws IOException with one sentence for the person who asked: what is missing or went wrong,
   *     and the way out
   */
  Ran run(List<Prompt> prompts, Taker taker) throws IOException;

  /**
   * A text and Lamina's tokens of it, which are what is run: so that a difference between the
   * tokenizers does not hide one between the models.
   */
  record Prompt(String text, int[] ids) {}

  /**
   * What ran.
   *
   * @param versions of the software: {@code transformers 5.23.0, torch 2.15.0}
   * @param notes what could not be had from it, a sentence each, without a final period
   */
  record Ran(String versions, List<String> notes) {

    public Ran {
      notes = List.copyOf(notes);
    }
  }

  /** Takes what was computed for a prompt. */
  @FunctionalInterface
  interface Taker {

    /**
     * Takes them.
     *
     * @param prompt its place in the list that was run
     * @param activations valid only during the call
     */
    void take(int prompt, Activations activations) throws IOException;
  }

  /** What was computed for one prompt. */
  interface Activations {

    /** The reference's own tokens of the text; empty if it has no tokenizer. */
    Optional<int[]> ids();

    /**
     * A component's numbers, [tokens, width].
     *
     * @param layer the block; for what exists once a model, any
     * @return empty if the reference does not give them
     */
    Optional<float[]> values(Component component, int layer) throws IOException;

    /** As {@link LoadedModel#nextTokenLogits} has it. */
    Optional<float[]> nextTokenLogits() throws IOException;
  }
}
