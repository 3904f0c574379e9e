package dev.lamina.engine.report;

import java.util.Locale;

/** Numbers as pages and tables show them: four digits, whole numbers as they are. */
public final class Rounded {

  private Rounded() {}

  public static String of(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}
