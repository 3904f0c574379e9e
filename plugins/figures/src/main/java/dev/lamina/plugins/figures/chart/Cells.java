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

  /** Pixels of a PNG in a nominal pixel. */
  private static final int RESOLUTION = 2;

  static Cells of(double[][] values, int columns, ColourScale colours) {
    return new Cells(values, columns, colours);
  }

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
    double width = area.getWidth() / columns;
    double height = area.getHeight() / values.length;
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < Math.min(columns, values[row].length); column++) {
        double value = values[row][column];
        if (Extent.drawable(value)) {
          double left = snap(area.getX() + column * width);
          double top = snap(area.getY() + row * height);
          double right = snap(area.getX() + (column + 1) * width);
          double bottom = snap(area.getY() + (row + 1) * height);
          canvas.fill(
              new Rectangle2D.Double(left, top, right - left, bottom - top), colours.colour(value));
        }
      }
    }
  }

  private void drawImage(Canvas canvas, Rectangle2D area) {
    int width = (int) area.getWidth() * RESOLUTION;
    int height = (int) area.getHeight() * RESOLUTION;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = mean(y, height, x, width);
        image.setRGB(x, y, Double.isNaN(value) ? 0xFFFFFF : colours.colour(value).getRGB());
      }
    }
    AffineTransform place = AffineTransform.getTranslateInstance(area.getX(), area.getY());
    place.scale(1.0 / RESOLUTION, 1.0 / RESOLUTION);
    canvas.g().drawImage(image, place, null);
  }

  /** The mean of the cells that share a pixel; NaN if none of them can be drawn. */
  private double mean(int y, int height, int x, int width) {
    double sum = 0;
    int count = 0;
    for (int row = first(y, height, values.length); row < end(y, height, values.length); row++) {
      for (int column = first(x, width, columns); column < end(x, width, columns); column++) {
        if (column < values[row].length && Extent.drawable(values[row][column])) {
          sum += values[row][column];
          count++;
        }
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private static int first(int pixel, int pixels, int cells) {
    return (int) ((long) pixel * cells / pixels);
  }

  private static int end(int pixel, int pixels, int cells) {
    return Math.max(first(pixel, pixels, cells) + 1, first(pixel + 1, pixels, cells));
  }
}
