package dev.lamina.plugins.transformers.protobuf;

/** A file is not the protobuf message that it should be. */
public final class DamagedMessageException extends Exception {

  private final String reason;

  DamagedMessageException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Why, in one sentence that does not name the file. */
  public String reason() {
    return reason;
  }
}
