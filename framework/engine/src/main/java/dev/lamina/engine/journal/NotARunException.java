package dev.lamina.engine.journal;

import java.io.IOException;

/** A folder whose journal does not begin. */
public final class NotARunException extends IOException {

  private static final long serialVersionUID = 1;

  NotARunException(String message) {
    super(message);
  }
}
