package dev.lamina.plugins.transformers.weights;

/** A file of weights cannot be used; the message is the reason, without the file. */
public final class InvalidWeightsException extends Exception {

  InvalidWeightsException(String reason) {
    super(reason);
  }
}
