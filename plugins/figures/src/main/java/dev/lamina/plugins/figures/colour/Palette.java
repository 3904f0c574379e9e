package dev.lamina.plugins.figures.colour;

import dev.lamina.api.figure.LineChart;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The looks of a figure's groups: Okabe and Ito's colours, ordered so that the first ones are far
 * apart on white also as thin lines, then again with other dashes and markers.
 */
public final class Palette {

  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2), // blue
          new Color(0xD55E00), // vermillion
          new Color(0x009E73), // bluish green
          new Color(0xCC79A7), // reddish purple
          new Color(0xE69F00), // orange
          new Color(0x56B4E9), // sky blue
          new Color(0x000000), // black
          new Color(0xC8B400)); // yellow, darker than F0E442, which is lost on white
  private static final List<Color> GREYS =
      List.of(new Color(0x767676), new Color(0x404040), new Color(0x949494));
  private static final Color REST = new Color(0xBDBDBD);
  private static final float[] DASHED = {6, 3};
  private static final float[] DOTTED = {2, 2.5f};
  private static final float[] DASH_DOTTED = {8, 3, 2, 3};
  private static final float LINE_WIDTH = 2;

  private final List<String> names;

  private Palette(List<String> names) {
    this.names = names;
  }

  /**
   * Looks for groups in their order, except that true comes before false, so that neither changes
   * its colour between figures.
   */
  public static Palette of(List<String> names) {
    List<String> ordered = new ArrayList<>(names.stream().distinct().toList());
    if (ordered.size() == 2
        && ordered.get(0).endsWith("false")
        && ordered.get(1).endsWith("true")) {
      ordered.add(ordered.remove(0));
    }
    return new Palette(List.copyOf(ordered));
  }

  /** The groups in the order of their looks. */
  public List<String> names() {
    return names;
  }

  /** The look of a group; of the first for a name that is not known. */
  public Style style(String name) {
    int index = Math.max(0, names.indexOf(name));
    int round = index / COLOURS.size();
    return new Style(COLOURS.get(index % COLOURS.size()), stroke(round), marker(round));
  }

  /**
   * The look of a line that results are compared with. Its dashes say what it is, in every figure:
   * chance is dotted, a control dashed, another result dash-dotted. Lines of one role differ in
   * their grey and in the length of the dashes.
   *
   * @param index of the line among those of its role, from 0
   */
  public static Style reference(LineChart.Role role, int index) {
    float[] pattern =
        switch (role) {
          case CHANCE -> DOTTED;
          case CONTROL -> DASHED;
          case REFERENCE, DATA -> DASH_DOTTED;
        };
    float[] longer = pattern.clone();
    for (int i = 0; i < longer.length; i++) {
      longer[i] *= 1 + index % GREYS.size() / 2f;
    }
    return new Style(GREYS.get(index % GREYS.size()), dashed(1.5f, longer), marker(0));
  }

  /** The look of points that belong to none of the groups. */
  public static Style rest() {
    return new Style(REST, dashed(LINE_WIDTH, DOTTED), marker(0));
  }

  private static BasicStroke stroke(int round) {
    return round == 0
        ? new BasicStroke(LINE_WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : dashed(LINE_WIDTH, List.of(DASH_DOTTED, DASHED, DOTTED).get(round % 3));
  }

  private static BasicStroke dashed(float width, float[] dash) {
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
  }

  private static Shape marker(int round) {
    return switch (round % 4) {
      case 0 -> new Ellipse2D.Double(-1, -1, 2, 2);
      case 1 -> polygon(0, -1.25, 1.15, 0.85, -1.15, 0.85);
      case 2 -> new Rectangle2D.Double(-0.9, -0.9, 1.8, 1.8);
      default -> polygon(0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0);
    };
  }

  private static Shape polygon(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }
}
