package dev.lamina.engine.store;

import java.util.Locale;

/** Amounts of disk space in words. */
final class Space {

  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Space() {}

  /** {@code 12.3 GiB}. */
  static String text(long bytes) {
    double amount = bytes / 1024.0;
    int unit = 0;
    while (amount >= 1000 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }
}
