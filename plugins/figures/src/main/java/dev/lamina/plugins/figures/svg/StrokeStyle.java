package dev.lamina.plugins.figures.svg;

import java.awt.BasicStroke;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The properties of a pen. What SVG takes for granted is left out. */
final class StrokeStyle {

  /** SVG's limit where none is given; AWT's is 10. */
  private static final float MITER_LIMIT = 4;

  private StrokeStyle() {}

  static String of(BasicStroke stroke) {
    String cap =
        switch (stroke.getEndCap()) {
          case BasicStroke.CAP_ROUND -> ";stroke-linecap:round";
          case BasicStroke.CAP_SQUARE -> ";stroke-linecap:square";
          default -> "";
        };
    String join =
        switch (stroke.getLineJoin()) {
          case BasicStroke.JOIN_ROUND -> ";stroke-linejoin:round";
          case BasicStroke.JOIN_BEVEL -> ";stroke-linejoin:bevel";
          default ->
              stroke.getMiterLimit() == MITER_LIMIT
                  ? ""
                  : ";stroke-miterlimit:" + Numbers.factor(stroke.getMiterLimit());
        };
    return ";stroke-width:" + Numbers.length(stroke.getLineWidth()) + cap + join + dashes(stroke);
  }

  private static String dashes(BasicStroke stroke) {
    float[] dashes = stroke.getDashArray();
    if (dashes == null) {
      return "";
    }
    String lengths =
        IntStream.range(0, dashes.length)
            .mapToObj(i -> Numbers.length(dashes[i]))
            .collect(Collectors.joining(",", ";stroke-dasharray:", ""));
    return stroke.getDashPhase() == 0
        ? lengths
        : lengths + ";stroke-dashoffset:" + Numbers.length(stroke.getDashPhase());
  }
}
