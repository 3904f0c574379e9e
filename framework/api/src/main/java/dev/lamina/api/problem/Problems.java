package dev.lamina.api.problem;

/**
 * Collects what is wrong with a component's configuration or its data, so that all of it is shown
 * together. Errors stop the run before anything is computed.
 */
public interface Problems {

  /**
   * Reports an error at a key of the component's own configuration, or where the component's
   * mapping begins if the spec does not set it.
   *
   * @param key as in the spec, nested keys with dots
   * @param message a sentence without a final period, or, beginning with a verb such as {@code
   *     must, needs, is, has, lacks}, what continues the key's name; {@link KeySentence} has the
   *     rule. Values of unknown length go through {@link Quoted}
   */
  void error(String key, String message);

  /** Reports an error at a place in a data or model file. */
  void error(Location location, String message);

  /** Reports a warning at a key of the component's own configuration, as {@link #error}. */
  void warning(String key, String message);

  /** Reports a warning at a place in a data or model file. */
  void warning(Location location, String message);

  /** Whether an error has been reported here. */
  boolean hasErrors();
}
