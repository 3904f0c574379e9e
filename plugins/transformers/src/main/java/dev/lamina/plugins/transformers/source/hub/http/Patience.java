package dev.lamina.plugins.transformers.source.hub.http;

import java.time.Duration;

/**
 * How long a hub is waited for.
 *
 * @param connect for a connection
 * @param answer for the head of an answer
 * @param idle for the next bytes of its body
 * @param attempts how often a request is sent at most
 * @param firstWait between the first two; it doubles each time
 * @param longestWait more than this is not waited, also if the server asks for it
 */
public record Patience(
    Duration connect,
    Duration answer,
    Duration idle,
    int attempts,
    Duration firstWait,
    Duration longestWait) {

  /** For the public hub. */
  public static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          5,
          Duration.ofSeconds(1),
          Duration.ofSeconds(60));

  /** Attempts at one thing. */
  public Attempts begin() {
    return new Attempts(this, attempts);
  }

  /** A single attempt, where there is something to fall back to. */
  public Attempts once() {
    return new Attempts(this, 1);
  }
}
