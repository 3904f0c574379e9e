package dev.lamina.plugins.manifold.report;

import java.util.Locale;

/**
 * How a projection is called.
 *
 * @param title in titles: {@code PCA}
 * @param dimension what an axis is called, before its number: {@code PC}
 * @param column what a coordinate's column is called, before its number: {@code pc}
 * @param note settings that a reader must know, for titles; may be empty
 * @param sentence what the points are, in words: {@code the first two principal components}
 * @param importance of its headline
 */
public record Method(
    String title, String dimension, String column, String note, String sentence, int importance) {

  /**
   * The label of a dimension's axis, counted from 0, with its share of the variance if it has one.
   */
  String axis(int index, double[] explained) {
    String name = dimension + " " + (index + 1);
    return explained.length == 0 || Double.isNaN(explained[index])
        ? name
        : "%s (%s of variance)".formatted(name, percent(explained[index]));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
