package dev.lamina.api.model;

import java.nio.FloatBuffer;

/** Takes activations as a model computes them; safe to call from several threads. */
@FunctionalInterface
public interface ActivationSink {

  /**
   * Takes the activations of one sequence at one component.
   *
   * @param row {@link ModelInput#row()}
   * @param values [{@link ModelInput#rows()}, layers, width], row-major, from the buffer's position
   *     to its limit, width being that of the component's {@link HookPoint}; valid only during the
   *     call
   */
  void accept(int row, Component component, FloatBuffer values);

  /**
   * Is told of tokens that were run, as they were: fewer than the sequences have where these share
   * work.
   */
  default void ran(long tokens) {}
}
