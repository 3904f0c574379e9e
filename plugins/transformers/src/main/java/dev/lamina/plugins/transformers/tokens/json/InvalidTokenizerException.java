package dev.lamina.plugins.transformers.tokens.json;

import dev.lamina.api.problem.Location;

/** A tokenizer's file cannot be used. */
public final class InvalidTokenizerException extends Exception {

  private final transient Location location;
  private final String reason;

  /**
   * @param location the file, with line and column where it is text
   * @param reason a sentence that does not name the file
   */
  public InvalidTokenizerException(Location location, String reason) {
    super(location + ": " + reason);
    this.location = location;
    this.reason = reason;
  }

  /** Where. */
  public Location location() {
    return location;
  }

  /** Why, in one sentence that does not name the file. */
  public String reason() {
    return reason;
  }
}
