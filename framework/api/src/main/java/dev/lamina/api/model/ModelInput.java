package dev.lamina.api.model;

/**
 * One sequence of tokens and which of its positions to read.
 *
 * @param row the caller's number of the sequence, given back to the {@link ActivationSink}
 * @param ids token ids, at least one
 * @param positions the positions read, ascending, at least one
 * @param pooling how the positions become rows
 */
public record ModelInput(int row, int[] ids, int[] positions, Pooling pooling) {

  /** How many rows of activations the sequence gives. */
  public int rows() {
    return pooling == Pooling.EACH ? positions.length : 1;
  }
}
