package dev.lamina.cli;

import dev.lamina.api.service.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Progress as plain lines with the rate and the time left, at most one every few seconds a task,
 * for output that is not a terminal.
 */
final class LineProgress implements Progress {

  private static final long INTERVAL_NANOS = 5_000_000_000L;

  private final PrintStream err;

  LineProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public Task begin(String what, String unit, long total) {
    return new Lines(what, unit, total);
  }

  private final class Lines implements Task {

    private final String what;
    private final String unit;
    private final long total;
    private final long begun = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong next = new AtomicLong(begun + INTERVAL_NANOS);

    Lines(String what, String unit, long total) {
      this.what = what;
      this.unit = unit;
      this.total = total;
    }

    @Override
    public void step(long amount) {
      long sum = done.addAndGet(amount);
      long now = System.nanoTime();
      long due = next.get();
      if (now - due >= 0 && next.compareAndSet(due, now + INTERVAL_NANOS)) {
        double rate = sum / ((now - begun) / 1e9);
        err.printf(
            Locale.ROOT,
            "%s: %,d of %,d %s, %.0f/s, %.0f s left%n",
            what,
            sum,
            total,
            unit,
            rate,
            (total - sum) / rate);
      }
    }

    @Override
    public void close() {}
  }
}
