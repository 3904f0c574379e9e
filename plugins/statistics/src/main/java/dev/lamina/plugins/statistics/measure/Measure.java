package dev.lamina.plugins.statistics.measure;

import java.util.Locale;

/** A number that describes some rows of activations; {@link #id()} names it in metrics. */
public enum Measure {
  MEAN("Mean", "mean of entries"),
  STD("Spread", "standard deviation"),
  MIN("Least", "least entry"),
  MAX("Greatest", "greatest entry"),
  L2_NORM("L2 norm", "mean L2 norm"),
  SPARSITY("Sparsity", "share near zero");

  private final String title;
  private final String axis;

  Measure(String title, String axis) {
    this.title = title;
    this.axis = axis;
  }

  /** The name in metrics and tables: {@code l2_norm}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The title of a panel that shows it. */
  public String title() {
    return title;
  }

  /** The label of its axis. */
  public String axis() {
    return axis;
  }

  /** Its value. */
  public double of(Statistics statistics) {
    return switch (this) {
      case MEAN -> statistics.entries().mean();
      case STD -> statistics.entries().std();
      case MIN -> statistics.entries().min();
      case MAX -> statistics.entries().max();
      case L2_NORM -> statistics.l2Norm();
      case SPARSITY -> statistics.sparsity();
    };
  }
}
