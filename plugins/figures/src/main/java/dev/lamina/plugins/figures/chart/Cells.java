package dev.lamina.plugins.figures.chart;

import dev.lamina.plugins.figures.colour.ColourScale;
import dev.lamina.plugins.figures.layout.Canvas;
import dev.lamina.plugins.figures.layout.Extent;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * The cells of a heatmap.
 *
 * @param values [rows, columns]; what cannot be drawn is left blank
 */
record Cells(double[][] values, int columns, ColourScale colours) {

  /** More cells are drawn as one image, which keeps the SVG small. */
  private static final int MOST_RECTANGLES = 4000;

  private static final int BLANK = 0xFFFFFF;

  /** Pixels of a PNG in a nominal pixel. */
  private static final int RESOLUTION = 2;

  /** To a pixel of the PNG, so that cells meet without seams. */
  static double snap(double pixel) {
    return Math.round(pixel * RESOLUTION) / (double) RESOLUTION;
  }

  void draw(Canvas canvas, Rectangle2D area) {
    if (values.length * columns > MOST_RECTANGLES) {
      drawImage(canvas, area);
    } else {
      drawRectangles(canvas, area);
    }
  }

  private void drawRectangles(Canvas canvas, Rectangle2D area) {
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < columns; column++) {
        if (drawable(row, column)) {
          canvas.fill(rectangle(area, row, column), colours.colour(values[row][column]));
        }
      }
    }
  }

  /** A cell, reaching under the neighbours that are drawn after it: no seam shows in an SVG. */
  private Rectangle2D rectangle(Rectangle2D area, int row, int column) {
    double width = area.getWidth() / columns;
    double height = area.getHeight() / values.length;
    double left = snap(area.getX() + column * width);
    double top = snap(area.getY() + row * height);
    double right = snap(area.getX() + (column + 1) * width);
    double bottom = snap(area.getY() + (row + 1) * height);
    double under = 1.0 / RESOLUTION;
    return new Rectangle2D.Double(
        left,
        top,
        right - left + (drawable(row, column + 1) ? under : 0),
        bottom - top + (drawable(row + 1, column) ? under : 0));
  }

  boolean drawable(int row, int column) {
    return row < values.length
        && column < Math.min(columns, values[row].length)
        && Extent.drawable(values[row][column]);
  }

  private void drawImage(Canvas canvas, Rectangle2D area) {
    int width = (int) (area.getWidth() * RESOLUTION);
    int height = (int) (area.getHeight() * RESOLUTION);
    int[][] shown = colours(Math.min(height, values.length), Math.min(width, columns));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      int[] row = shown[first(y, height, shown.length)];
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, row[first(x, width, row.length)]);
      }
    }
    AffineTransform place = AffineTransform.getTranslateInstance(area.getX(), area.getY());
    place.scale(1.0 / RESOLUTION, 1.0 / RESOLUTION);
    canvas.g().drawImage(image, place, null);
  }

  /** Colours of fewer cells as RGB, each the mean of those that it stands for. */
  private int[][] colours(int height, int width) {
    int[][] shown = new int[height][width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double mean =
            mean(
                first(y, height, values.length),
                first(y + 1, height, values.length),
                first(x, width, columns),
                first(x + 1, width, columns));
        shown[y][x] = Double.isNaN(mean) ? BLANK : colours.colour(mean).getRGB();
      }
    }
    return shown;
  }

  /** The mean of the drawable cells of a rectangle; NaN if there is none. */
  private double mean(int fromRow, int toRow, int fromColumn, int toColumn) {
    double sum = 0;
    int count = 0;
    for (int row = fromRow; row < toRow; row++) {
      for (int column = fromColumn; column < Math.min(toColumn, values[row].length); column++) {
        if (Extent.drawable(values[row][column])) {
          sum += values[row][column];
          count++;
        }
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** The first of many cells that one of fewer stands for. */
  private static int first(int place, int places, int cells) {
    return (int) ((long) place * cells / places);
  }
}
