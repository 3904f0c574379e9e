package dev.lamina.cli.progress;

import dev.lamina.api.service.Progress;
import dev.lamina.cli.text.Amounts;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Progress as plain lines with the rate and the time left, at most one every few seconds a task,
 * for output that is not a terminal. The first steps are slow, since code is loaded and compiled:
 * the time left is said once a twentieth is done, or after half a minute.
 */
public final class LineProgress implements Progress {

  /** The unit whose amounts are shown as KiB, MiB, GiB. */
  static final String BYTES = "bytes";

  private static final long INTERVAL_NANOS = 5_000_000_000L;
  private static final double MEANINGFUL_SHARE = 0.05;
  private static final double MEANINGFUL_SECONDS = 30;

  private final PrintStream err;
  private final LongSupplier clock;

  public LineProgress(PrintStream err) {
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
        double seconds = (now - begun) / 1e9;
        double rate = sum / seconds;
        String left = left(sum, seconds);
        err.println(unit.equals(BYTES) ? inBytes(sum, rate, left) : inUnits(sum, rate, left));
      }
    }

    /** Ends the line; empty if nothing is left, or nothing can be said yet. */
    private String left(long sum, double seconds) {
      boolean meaningful = sum >= MEANINGFUL_SHARE * total || seconds >= MEANINGFUL_SECONDS;
      return sum < total && meaningful
          ? ", " + Amounts.seconds((total - sum) * seconds / sum) + " left"
          : "";
    }

    private String inUnits(long sum, double rate, String left) {
      return String.format(
          Locale.ROOT,
          rate < 10 ? "%s: %,d of %,d %s, %.1f/s%s" : "%s: %,d of %,d %s, %.0f/s%s",
          what,
          sum,
          total,
          unit,
          rate,
          left);
    }

    private String inBytes(long sum, double rate, String left) {
      return "%s: %s of %s, %s/s%s"
          .formatted(
              what,
              Amounts.bytes(sum),
              Amounts.bytes(total),
              Amounts.bytes(Math.round(rate)),
              left);
    }

    @Override
    public void close() {}
  }
}
