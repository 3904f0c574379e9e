package dev.lamina.api.model;

import java.util.Optional;

/** A model with its weights in memory. */
public interface LoadedModel extends AutoCloseable {

  /**
   * Runs the prompts and hands over what was asked for, prompt by prompt, in any order. A prompt's
   * numbers do not depend on the others in the request, up to float32 rounding (1e-5).
   *
   * @throws dev.lamina.api.problem.RunFailedException if an activation is not finite
   */
  void capture(CaptureRequest request, ActivationSink sink);

  /**
   * The scores of each token of the vocabulary to follow a sequence, before any softmax,
   * [vocabulary]: of the last position, with the model's own soft cap or divisor.
   *
   * @param ids token ids, at least one
   * @return empty if the model does not predict the next token, or its files hold no output matrix
   * @throws dev.lamina.api.problem.RunFailedException if a score is not finite
   */
  Optional<float[]> nextTokenLogits(int[] ids);

  /** Frees the weights. */
  @Override
  void close();
}
