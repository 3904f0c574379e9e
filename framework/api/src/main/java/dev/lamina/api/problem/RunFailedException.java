package dev.lamina.api.problem;

/**
 * A run failed while computing, for a reason that could not be known before: a full disk, NaN
 * activations, a model file that changed. The message is one sentence for the person who runs it.
 */
public final class RunFailedException extends RuntimeException {

  public RunFailedException(String message) {
    super(message);
  }

  public RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
