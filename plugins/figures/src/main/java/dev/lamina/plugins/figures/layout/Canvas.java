package dev.lamina.plugins.figures.layout;

import dev.lamina.plugins.figures.text.Align;
import dev.lamina.plugins.figures.text.Lettering;
import dev.lamina.plugins.figures.text.TextStyle;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;

/** What is drawn on, in nominal pixels, and with which letters. */
public record Canvas(Graphics2D g, Lettering lettering) {

  /** The colour of axes. */
  public static final Color AXIS = new Color(0x595959);

  /** The colour of grid lines. */
  static final Color GRID = new Color(0xE6E6E6);

  private static final Color FAINT = new Color(0x767676);

  public void fill(Shape shape, Color colour) {
    g.setColor(colour);
    g.fill(shape);
  }

  public void stroke(Shape shape, Color colour, BasicStroke stroke) {
    g.setColor(colour);
    g.setStroke(stroke);
    g.draw(shape);
  }

  /** Says something in one line at the top of an area; gives what is left below. */
  public Rectangle2D note(String text, Rectangle2D area) {
    TextStyle style = TextStyle.SMALL;
    String shown = lettering.shorten(text, style, area.getWidth());
    lettering.draw(g, shown, style, FAINT, Align.LEFT, area.getX(), area.getY() + style.ascent());
    double height = style.lineHeight() + 4;
    return new Rectangle2D.Double(
        area.getX(), area.getY() + height, area.getWidth(), Math.max(1, area.getHeight() - height));
  }

  /** Says in the middle of an area why nothing is drawn there. */
  public void say(String text, Rectangle2D area) {
    String shown = lettering.shorten(text, TextStyle.LABEL, area.getWidth());
    lettering.draw(
        g, shown, TextStyle.LABEL, FAINT, Align.CENTER, area.getCenterX(), area.getCenterY());
  }
}
