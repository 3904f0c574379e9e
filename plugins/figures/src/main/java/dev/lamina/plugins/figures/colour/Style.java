package dev.lamina.plugins.figures.colour;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;

/**
 * How one group looks wherever it is drawn.
 *
 * @param stroke of its line
 * @param marker of its points, around the origin, about 2 by 2
 */
public record Style(Color colour, BasicStroke stroke, Shape marker) {

  /** The marker in pixels. A circle stays one, which keeps the SVG small. */
  public Shape markerAt(double x, double y, double diameter) {
    if (marker instanceof Ellipse2D) {
      return new Ellipse2D.Double(x - diameter / 2, y - diameter / 2, diameter, diameter);
    }
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.scale(diameter / 2, diameter / 2);
    return place.createTransformedShape(marker);
  }

  /** The colour of areas that others must shine through. */
  public Color translucent(double opacity) {
    return new Color(
        colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
  }

  /** The colour made dark enough for text on white. */
  public Color ink() {
    Color ink = colour;
    // 0.18 is the relative luminance whose contrast with white is 4.5:1 (WCAG 2.1).
    while (ColourScale.luminance(ink) > 0.18) {
      ink =
          new Color(
              (int) (ink.getRed() * 0.94),
              (int) (ink.getGreen() * 0.94),
              (int) (ink.getBlue() * 0.94));
    }
    return ink;
  }
}
