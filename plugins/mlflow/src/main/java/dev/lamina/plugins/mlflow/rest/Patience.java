package dev.lamina.plugins.mlflow.rest;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param connect for a connection
 * @param answer for the whole answer to one request, without the time that an upload takes
 * @param total for all requests together, without the time that uploads take
 * @param attempts how often a request is sent at most
 */
public record Patience(Duration connect, Duration answer, Duration total, int attempts) {

  /** A slow link: what an upload may take, in bytes a second. */
  private static final long SLOWEST_UPLOAD = 200_000;

  /** For a server that someone else runs, perhaps far away. */
  public static final Patience USUAL =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(2), 3);

  /** What sending so many bytes may take on top. */
  public static Duration forBytes(long bytes) {
    return Duration.ofSeconds(bytes / SLOWEST_UPLOAD);
  }

  /** The wait after a failed attempt: 0.2 s, 0.8 s, 3.2 s, ... */
  Duration backoff(int attempt) {
    return Duration.ofMillis(200L << (2 * (attempt - 1)));
  }
}
