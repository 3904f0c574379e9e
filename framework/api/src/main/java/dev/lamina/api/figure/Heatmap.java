package dev.lamina.api.figure;

import java.util.List;

/**
 * A table of numbers as colours.
 *
 * @param columns the columns' names, left to right
 * @param rows the rows' names, top to bottom; may be empty strings
 * @param rowGroups for each row, the group it belongs to, drawn as a coloured strip beside the rows
 *     with a legend; empty for none
 * @param values [rows, columns]; NaN is left blank
 * @param value what the colours measure
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
    Palette palette)
    implements Figure {

  public Heatmap {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    rowGroups = List.copyOf(rowGroups);
  }

  /** How numbers become colours. */
  public enum Palette {
    /** From low to high (viridis). */
    SEQUENTIAL,
    /** Around zero, both directions alike (blue to red). */
    DIVERGING
  }
}
