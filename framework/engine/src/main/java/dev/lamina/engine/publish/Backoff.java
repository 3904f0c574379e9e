package dev.lamina.engine.publish;

import java.time.Duration;

/** A time before which something is not tried again: longer with each failure. */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Duration next = FIRST;
  private long until = System.nanoTime();

  /** Whether it may be tried. */
  boolean isOver() {
    return System.nanoTime() - until >= 0;
  }

  /** It has failed. */
  void failed() {
    until = System.nanoTime() + next.toNanos();
    next = next.multipliedBy(2);
    next = next.compareTo(LONGEST) > 0 ? LONGEST : next;
  }

  /** It has not failed, and is not tried again for some time. */
  void rest(Duration time) {
    next = FIRST;
    until = System.nanoTime() + time.toNanos();
  }
}
