package dev.lamina.plugins.figures.svg;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;

/** Shapes as the beginnings of SVG elements: the name and the attributes that give the geometry. */
final class Outline {

  private static final String COMMANDS = "MLQCZ";
  private static final int[] COORDINATES = {2, 2, 4, 6, 0};

  private Outline() {}

  static String of(Shape shape) {
    if (shape instanceof Rectangle2D box && !box.isEmpty()) {
      return "rect"
          + number("x", box.getX())
          + number("y", box.getY())
          + number("width", box.getWidth())
          + number("height", box.getHeight());
    }
    if (shape instanceof Ellipse2D ellipse) {
      return "ellipse"
          + number("cx", ellipse.getCenterX())
          + number("cy", ellipse.getCenterY())
          + number("rx", ellipse.getWidth() / 2)
          + number("ry", ellipse.getHeight() / 2);
    }
    if (shape instanceof Line2D line) {
      return "line"
          + number("x1", line.getX1())
          + number("y1", line.getY1())
          + number("x2", line.getX2())
          + number("y2", line.getY2());
    }
    return path(shape);
  }

  /** Any shape as a path. */
  static String path(Shape shape) {
    PathIterator pieces = shape.getPathIterator(null);
    String rule =
        pieces.getWindingRule() == PathIterator.WIND_EVEN_ODD
            ? " fill-rule='evenodd' clip-rule='evenodd'"
            : "";
    StringBuilder path = new StringBuilder("path").append(rule).append(" d='");
    double[] coordinates = new double[6];
    for (; !pieces.isDone(); pieces.next()) {
      int kind = pieces.currentSegment(coordinates);
      path.append(COMMANDS.charAt(kind));
      for (int i = 0; i < COORDINATES[kind]; i++) {
        path.append(i == 0 ? "" : ",").append(Numbers.length(coordinates[i]));
      }
    }
    return path.append('\'').toString();
  }

  static String number(String name, double pixels) {
    return " " + name + "='" + Numbers.length(pixels) + "'";
  }
}
