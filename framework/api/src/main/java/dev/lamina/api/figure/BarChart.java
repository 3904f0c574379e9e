package dev.lamina.api.figure;

import dev.lamina.api.figure.LineChart.Band;
import java.util.List;
import java.util.Optional;

/**
 * Bars, grouped by category.
 *
 * @param categories left to right
 * @param series one bar of each in every category
 */
public record BarChart(String title, Axis x, Axis y, List<String> categories, List<Series> series)
    implements Figure {

  public BarChart {
    categories = List.copyOf(categories);
    series = List.copyOf(series);
  }

  /**
   * The bars of one colour.
   *
   * @param name empty for no legend where it is the only one
   * @param values one a category
   * @param intervals the ends of the error bars, one a category, as values and not as distances;
   *     NaN where a bar has none
   */
  public record Series(String name, double[] values, Optional<Band> intervals) {}
}
