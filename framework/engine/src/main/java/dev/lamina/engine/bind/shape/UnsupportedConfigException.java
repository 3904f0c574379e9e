package dev.lamina.engine.bind.shape;

/** A configuration record is not one that a spec can fill: a mistake of its author. */
public final class UnsupportedConfigException extends Exception {

  public UnsupportedConfigException(String message) {
    super(message);
  }
}
