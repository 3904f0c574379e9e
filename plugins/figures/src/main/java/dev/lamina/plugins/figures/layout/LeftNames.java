package dev.lamina.plugins.figures.layout;

import dev.lamina.plugins.figures.text.Align;
import dev.lamina.plugins.figures.text.Lettering;
import dev.lamina.plugins.figures.text.TextStyle;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Names to the left of the rows of a plot, shortened where they are long, thinned where many. */
public final class LeftNames {

  /** Rows lower than this are too low for a name each, in pixels. */
  public static final double LEAST_ROW = TextStyle.SMALL.size() + 1.5;

  private final TextStyle style;
  private final int rows;
  private final int step;
  private final List<String> names;
  private final double width;

  private LeftNames(TextStyle style, int rows, int step, List<String> names, double width) {
    this.style = style;
    this.rows = rows;
    this.step = step;
    this.names = names;
    this.width = width;
  }

  /**
   * Arranges names.
   *
   * @param slot the height of a row
   */
  public static LeftNames layOut(
      Lettering lettering, List<String> names, double slot, double maxWidth) {
    boolean large =
        slot >= TextStyle.TICK.lineHeight() && lettering.widest(names, TextStyle.TICK) <= maxWidth;
    TextStyle style = large ? TextStyle.TICK : TextStyle.SMALL;
    int step = (int) Math.max(1, Math.ceil(LEAST_ROW / slot));
    List<String> shown =
        names.stream().map(name -> lettering.shorten(name, style, maxWidth)).toList();
    double widest = lettering.widest(shown, style);
    return new LeftNames(
        style, names.size(), step, shown, widest == 0 ? 0 : widest + NumericAxis.GAP);
  }

  /** The width of the widest, with its distance to the plot. */
  public double width() {
    return width;
  }

  /** Draws the names beside the rows that share the plot's height evenly, ending at a pixel. */
  public void draw(Canvas canvas, Rectangle2D plot, double right) {
    double slot = plot.getHeight() / rows;
    for (int i = 0; i < names.size(); i += step) {
      double baseline = plot.getY() + (i + 0.5) * slot + style.capHeight() / 2;
      canvas
          .lettering()
          .draw(canvas.g(), names.get(i), style, Align.RIGHT, right - NumericAxis.GAP, baseline);
    }
  }
}
