package dev.lamina.plugins.mlflow.rest;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests until one is answered, as often and as long as {@link Patience} allows. POSTs are
 * repeated too: everything that this plugin sends is safe to send twice.
 */
final class Exchange {

  private final HttpTransport transport;
  private final Credentials credentials;
  private final Patience patience;
  private final Sentences sentences;
  private final Duration total;
  private final long begin = System.nanoTime();

  Exchange(
      HttpTransport transport,
      Credentials credentials,
      Patience patience,
      Sentences sentences,
      long uploads) {
    this.transport = transport;
    this.credentials = credentials;
    this.patience = patience;
    this.sentences = sentences;
    this.total = patience.total().plus(Patience.forBytes(uploads));
  }

  /**
   * Sends a request.
   *
   * @param uploads bytes in the request's body, which are given time of their own
   * @throws IOException with a sentence for the user if no answer came
   */
  Reply send(HttpRequest.Builder builder, long uploads) throws IOException {
    credentials.authorization().ifPresent(value -> builder.setHeader("Authorization", value));
    HttpRequest request = builder.build();
    Duration timeout = patience.answer().plus(Patience.forBytes(uploads));
    for (int attempt = 1; ; attempt++) {
      Duration pause = jittered(patience.backoff(attempt));
      try {
        Reply reply = transport.send(request, least(timeout, left()));
        pause = reply.pauseAsked(Instant.now()).orElse(pause);
        if (!reply.mayPass() || isLast(attempt, pause)) {
          return reply;
        }
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (isLast(attempt, pause)) {
          throw sentences.unreachable(e);
        }
      }
      rest(pause);
    }
  }

  private boolean isLast(int attempt, Duration pause) throws IOException {
    return attempt >= patience.attempts() || pause.compareTo(left()) >= 0;
  }

  private Duration left() throws IOException {
    Duration left = total.minusNanos(System.nanoTime() - begin);
    if (left.isNegative() || left.isZero()) {
      throw sentences.tookTooLong(total.toSeconds());
    }
    return left;
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Half to one and a half times as long, so that clients that failed together come back apart. */
  private static Duration jittered(Duration pause) {
    return Duration.ofMillis(
        (long) (pause.toMillis() * ThreadLocalRandom.current().nextDouble(0.5, 1.5)));
  }

  private static void rest(Duration pause) throws InterruptedIOException {
    try {
      if (new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nobody counts down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
