package dev.lamina.engine.store.segment;

/** A stored file is not what its name says. */
public final class DamagedSegmentException extends Exception {

  private final String reason;

  DamagedSegmentException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Why, as a part of a sentence that does not name the file. */
  public String reason() {
    return reason;
  }
}
