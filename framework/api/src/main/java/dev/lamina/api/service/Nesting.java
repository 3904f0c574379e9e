package dev.lamina.api.service;

import dev.lamina.api.config.Nested;

/** Builds the components that a component's configuration asks for. */
public interface Nesting {

  /**
   * Builds a nested component. Its randomness derives from the asking component's and from its
   * place in the configuration.
   *
   * <p>A data set comes with what all data sets share ({@code filter, templates, shuffle, balance,
   * limit}) done, and reports what is wrong at its own place in the spec, through whatever {@link
   * dev.lamina.api.problem.Problems} it is given.
   */
  <T> T build(Nested<T> nested);
}
