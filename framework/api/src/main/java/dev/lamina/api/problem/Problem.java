package dev.lamina.api.problem;

/**
 * Something wrong with what the user wrote, in one line.
 *
 * @param message a sentence without a final period: what was found, what is allowed, the way out
 */
public record Problem(Severity severity, Location location, String message) {

  /** Whether a problem stops the run. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** {@code configs/x.yaml:12:5: error: MESSAGE}. */
  @Override
  public String toString() {
    return location + ": " + (severity == Severity.ERROR ? "error" : "warning") + ": " + message;
  }
}
