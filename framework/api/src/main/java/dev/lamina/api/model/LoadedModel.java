package dev.lamina.api.model;

/** A model with its weights in memory. */
public interface LoadedModel extends AutoCloseable {

  /**
   * Runs the prompts and hands over what was asked for, prompt by prompt, in any order. A prompt's
   * numbers do not depend on the others in the request, up to float32 rounding (1e-5).
   *
   * @throws dev.lamina.api.problem.RunFailedException if an activation is not finite
   */
  void capture(CaptureRequest request, ActivationSink sink);

  /** Frees the weights. */
  @Override
  void close();
}
