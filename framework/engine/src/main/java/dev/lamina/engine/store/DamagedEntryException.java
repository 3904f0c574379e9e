package dev.lamina.engine.store;

/** A stored file is not what its name says. */
final class DamagedEntryException extends Exception {

  private final String reason;

  DamagedEntryException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Why, as a part of a sentence that does not name the file. */
  String reason() {
    return reason;
  }
}
