package dev.lamina.plugins.transformers.source.hub.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the failures of one request and waits between its attempts. */
public final class Attempts {

  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  private final Patience patience;
  private final int most;
  private int failures;

  Attempts(Patience patience, int most) {
    this.patience = patience;
    this.most = most;
  }

  /**
   * Waits until it is time for the next attempt.
   *
   * @throws HubException the failure, if there is none
   */
  public void failed(HubException failure) throws HubException {
    failures++;
    Duration wait = failure.askedWait().orElseGet(this::backoff);
    if (failure.kind() != HubException.Kind.PASSING
        || failures >= most
        || wait.compareTo(patience.longestWait()) > 0) {
      throw failure;
    }
    LOG.info("{}; trying again in {} ms", failure.sentence(), wait.toMillis());
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  /** The last attempt brought something, so that the next failure is the first again. */
  public void progressed() {
    failures = 0;
  }

  /** Doubles each time; spread by half, so that many clients do not come back at once. */
  private Duration backoff() {
    long doubled = patience.firstWait().toMillis() << Math.min(failures - 1, 16);
    return Duration.ofMillis(
        Math.round(doubled * (0.75 + 0.5 * ThreadLocalRandom.current().nextDouble())));
  }
}
