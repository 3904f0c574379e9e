package dev.lamina.api.problem;

import java.util.Set;

/**
 * What is said of a key. A message that begins with one of a few verbs continues the key's name:
 * {@code must be at least 2} of {@code folds} reads {@code folds must be at least 2}. Every other
 * message is a sentence with a subject of its own and stays as it is.
 */
public final class KeySentence {

  private static final Set<String> VERBS =
      Set.of("has", "is", "lacks", "leaves", "must", "names", "needs", "parts");

  private KeySentence() {}

  /**
   * The sentence that a person reads.
   *
   * @param key as in the spec, nested keys with dots
   * @param message as a component reported it
   */
  public static String of(String key, String message) {
    return VERBS.contains(message.split(" ", 2)[0]) ? key + " " + message : message;
  }
}
