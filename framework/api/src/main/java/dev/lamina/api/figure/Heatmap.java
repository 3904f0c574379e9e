package dev.lamina.api.figure;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A table of numbers as colours. Where rows and columns have the same names, in any order, or both
 * axes are of whole numbers, such as layers, things are held against each other, and the cells are
 * drawn as squares.
 *
 * @param columns the columns' names, left to right
 * @param rows the rows' names, top to bottom; may be empty strings
 * @param rowGroups for each row, the group it belongs to, drawn as a coloured strip beside the rows
 *     with a legend; empty for none
 * @param values [rows, columns]; NaN is left blank
 * @param value what the colours measure
 * @param range what the first and the last colour stand for, so that figures can be held against
 *     each other; numbers outside take the nearest end's colour. Empty to fit it to the values
 * @param decimals how many decimals the cells' numbers are written with, where cells are large
 *     enough for all of them; empty for colours alone
 */
public record Heatmap(
    String title,
    Axis x,
    Axis y,
    List<String> columns,
    List<String> rows,
    List<String> rowGroups,
    double[][] values,
    Axis value,
    Palette palette,
    Optional<Range> range,
    OptionalInt decimals)
    implements Figure {

  /** As many as a double has of significant digits. */
  private static final int MOST_DECIMALS = 17;

  public Heatmap {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    rowGroups = List.copyOf(rowGroups);
    if (decimals.isPresent() && (decimals.getAsInt() < 0 || decimals.getAsInt() > MOST_DECIMALS)) {
      throw new IllegalArgumentException(
          "no number of decimals: %d; allowed: 0 to %d"
              .formatted(decimals.getAsInt(), MOST_DECIMALS));
    }
  }

  /** Colours from the least to the greatest of the values. */
  public Heatmap(
      String title,
      Axis x,
      Axis y,
      List<String> columns,
      List<String> rows,
      List<String> rowGroups,
      double[][] values,
      Axis value,
      Palette palette) {
    this(
        title,
        x,
        y,
        columns,
        rows,
        rowGroups,
        values,
        value,
        palette,
        Optional.empty(),
        OptionalInt.empty());
  }

  /** The same table with colours from {@code low} to {@code high}. */
  public Heatmap within(double low, double high) {
    return with(title, Optional.of(new Range(low, high)), decimals);
  }

  /** The same table with the numbers in its cells, where they have room. */
  public Heatmap numbered(int decimals) {
    return with(title, range, OptionalInt.of(decimals));
  }

  /** The same table with another title. */
  public Heatmap titled(String title) {
    return with(title, range, decimals);
  }

  private Heatmap with(String title, Optional<Range> range, OptionalInt decimals) {
    return new Heatmap(
        title, x, y, columns, rows, rowGroups, values, value, palette, range, decimals);
  }

  /**
   * An interval of numbers.
   *
   * @param low finite, below {@code high}
   * @param high finite
   */
  public record Range(double low, double high) {

    public Range {
      if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
        throw new IllegalArgumentException("no range of colours: %s to %s".formatted(low, high));
      }
    }
  }

  /** How numbers become colours. */
  public enum Palette {
    /** From low to high (viridis). */
    SEQUENTIAL,
    /** Around zero, both directions alike (blue to red). */
    DIVERGING
  }
}
