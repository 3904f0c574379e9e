package dev.lamina.cli;

import dev.lamina.api.service.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Progress as plain lines with the rate and the time left, at most one every few seconds a task,
 * for output that is not a terminal.
 */
final class LineProgress implements Progress {

  private static final long INTERVAL_NANOS = 5_000_000_000L;

  private final PrintStream err;
  private final LongSupplier clock;

  LineProgress(PrintStream err) {
    this(err, System::nanoTime);
  }

  /**
   * @param clock in nanoseconds since some moment
   */
  LineProgress(PrintStream err, LongSupplier clock) {
    this.err = err;
    this.clock = clock;
  }

  @Override
  public Task begin(String what, String unit, long total) {
    return new Lines(what, unit, total);
  }

  private final class Lines implements Task {

    private final String what;
    private final String unit;
    private final long total;
    private final long begun = clock.getAsLong();
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
      long now = clock.getAsLong();
      long due = next.get();
      if (now - due >= 0 && next.compareAndSet(due, now + INTERVAL_NANOS)) {
        double rate = sum / ((now - begun) / 1e9);
        err.printf(
            Locale.ROOT,
            "%s: %,d of %,d %s, %s/s, %s left%n",
            what,
            sum,
            total,
            unit,
            String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate),
            Amounts.seconds((total - sum) / rate));
      }
    }

    @Override
    public void close() {}
  }
}
