package dev.lamina.api.config;

import dev.lamina.api.problem.Location;

/**
 * A value of the spec is not what its key needs. The message continues the key's name: "must be ...
 * but is ...".
 */
public final class InvalidValueException extends Exception {

  private final transient Location location;

  public InvalidValueException(Location location, String message) {
    super(message);
    this.location = location;
  }

  /** Where the value stands. */
  public Location location() {
    return location;
  }
}
