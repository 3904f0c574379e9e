package dev.lamina.api.model;

/** How the activations at several positions become rows. */
public enum Pooling {
  /** One row, the mean over the positions. */
  MEAN,
  /** One row, the largest value over the positions, dimension by dimension. */
  MAX,
  /** A row a position. */
  EACH
}
