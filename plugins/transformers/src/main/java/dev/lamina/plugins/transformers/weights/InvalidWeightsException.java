package dev.lamina.plugins.transformers.weights;

/** A file of weights cannot be used. */
public final class InvalidWeightsException extends Exception {

  private final String reason;

  /**
   * A reason to refuse a file.
   *
   * @param reason one sentence without the file's name and without a final period
   */
  public InvalidWeightsException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Why, in one sentence that does not name the file. */
  public String reason() {
    return reason;
  }
}
