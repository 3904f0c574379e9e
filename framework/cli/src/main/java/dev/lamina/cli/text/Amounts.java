package dev.lamina.cli.text;

import java.util.Locale;

/** Numbers as people read them. */
public final class Amounts {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Amounts() {}

  /** {@code 2.2 MiB}. */
  public static String bytes(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 1024 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(
        Locale.ROOT, unit == 0 || amount >= 100 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
  }

  /** {@code 0.8 s}, {@code 2 min 5 s}, {@code 3 h 20 min}. */
  public static String seconds(double seconds) {
    if (seconds < 59.5) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d min %d s".formatted(whole / 60, whole % 60)
        : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
  }

  /** {@code 22.7 M}. */
  public static String count(long count) {
    if (count >= 1_000_000_000) {
      return String.format(Locale.ROOT, "%.2f G", count / 1e9);
    }
    return count >= 1_000_000
        ? String.format(Locale.ROOT, "%.1f M", count / 1e6)
        : String.format(Locale.ROOT, "%,d", count);
  }
}
