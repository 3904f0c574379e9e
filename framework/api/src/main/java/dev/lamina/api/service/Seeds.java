package dev.lamina.api.service;

import java.util.SplittableRandom;

/**
 * The only source of randomness: streams derived from the spec's seed and the component's id, so
 * that adding a component changes no other's numbers.
 */
public interface Seeds {

  /** A seed for a purpose; always the same in this component and run. */
  long seed(String purpose);

  /**
   * Streams that all components of a run share, for what is paired between them, such as the folds
   * of two probes that are compared.
   */
  Seeds shared();

  /** A fresh generator over {@link #seed}. */
  default SplittableRandom random(String purpose) {
    return new SplittableRandom(seed(purpose));
  }
}
