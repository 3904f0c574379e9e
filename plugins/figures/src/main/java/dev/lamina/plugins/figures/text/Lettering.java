package dev.lamina.plugins.figures.text;

import dev.lamina.plugins.figures.svg.SvgGraphics;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/** Measures, wraps, shortens and draws text. All lengths are pixels. */
public final class Lettering {

  private static final String ELLIPSIS = "…";
  private static final FontRenderContext UNHINTED = new FontRenderContext(null, true, true);

  private final Fonts fonts;

  public Lettering(Fonts fonts) {
    this.fonts = fonts;
  }

  /** The font for text that JFreeChart draws. */
  public Font font(TextStyle style) {
    return fonts.font(style);
  }

  public double width(String text, TextStyle style) {
    return runs(text, style).stream().mapToDouble(Run::width).sum();
  }

  /** The width of the widest; 0 for none. */
  public double widest(List<String> texts, TextStyle style) {
    return texts.stream().mapToDouble(text -> width(text, style)).max().orElse(0);
  }

  /** The text as it can be shown: one line, no control characters, no halves of characters. */
  public static String clean(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().map(Lettering::printable).forEach(kept::appendCodePoint);
    return kept.toString().strip();
  }

  private static int printable(int c) {
    if (Character.isISOControl(c) || Character.isWhitespace(c)) {
      return ' ';
    }
    // What XML does not allow: halves of surrogate pairs and two noncharacters.
    boolean broken = Character.getType(c) == Character.SURROGATE || c == 0xFFFE || c == 0xFFFF;
    return broken ? 0xFFFD : c;
  }

  /** The text if it fits, else its beginning and an ellipsis. */
  public String shorten(String text, TextStyle style, double width) {
    String clean = clean(text);
    if (width(clean, style) <= width) {
      return clean;
    }
    int end = beginningThatFits(clean, style, width - width(ELLIPSIS, style));
    return clean.substring(0, end).stripTrailing() + ELLIPSIS;
  }

  /** Breaks text at spaces, and inside of words that are too long; what is left is shortened. */
  public List<String> wrap(String text, TextStyle style, double width, int maxLines) {
    List<String> lines = new ArrayList<>();
    String rest = clean(text);
    while (!rest.isEmpty()) {
      if (lines.size() == maxLines - 1 || width(rest, style) <= width) {
        lines.add(shorten(rest, style, width));
        return lines;
      }
      int end = Math.max(beginningThatFits(rest, style, width), rest.offsetByCodePoints(0, 1));
      int space = rest.lastIndexOf(' ', end);
      int cut = space > 0 ? space : end;
      lines.add(rest.substring(0, cut).strip());
      rest = rest.substring(cut).strip();
    }
    return lines;
  }

  /** Draws one line in the style's colour. */
  public void draw(Graphics2D g, String text, TextStyle style, Align align, double x, double y) {
    draw(g, text, style, style.colour(), align, x, y);
  }

  /**
   * Draws one line.
   *
   * @param y the baseline
   */
  public void draw(
      Graphics2D g, String text, TextStyle style, Color colour, Align align, double x, double y) {
    g.setColor(colour);
    double left = x - align.share() * width(text, style);
    if (g instanceof SvgGraphics) {
      // The viewer has fonts of its own for what the named one lacks.
      g.setFont(fonts.font(style));
      g.drawString(text, (float) left, (float) y);
      return;
    }
    for (Run run : runs(text, style)) {
      g.setFont(run.font());
      g.drawString(run.text(), (float) left, (float) y);
      left += run.width();
    }
  }

  /** Draws one line that reads upwards, its baseline at x. */
  public void drawUpwards(
      Graphics2D g, String text, TextStyle style, Align align, double x, double y) {
    AffineTransform before = g.getTransform();
    g.translate(x, y);
    g.rotate(-Math.PI / 2);
    draw(g, text, style, align, 0, 0);
    g.setTransform(before);
  }

  private int beginningThatFits(String text, TextStyle style, double width) {
    int low = 0;
    int high = text.length();
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (width(text.substring(0, middle), style) <= width) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    while (low > 0 && low < text.length() && !beginsCharacter(text, low)) {
      low--;
    }
    return low;
  }

  private static boolean beginsCharacter(String text, int index) {
    int type = Character.getType(text.codePointAt(index));
    return !Character.isLowSurrogate(text.charAt(index))
        && type != Character.NON_SPACING_MARK
        && type != Character.FORMAT;
  }

  private List<Run> runs(String text, TextStyle style) {
    Font own = fonts.font(style);
    if (own.canDisplayUpTo(text) < 0) {
      return List.of(run(text, own));
    }
    Font substitute = fonts.substitute(style);
    List<Run> runs = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    Font current = own;
    for (int c : text.codePoints().toArray()) {
      boolean modifier = modifies(c);
      if (modifier && !current.canDisplay(c)) {
        continue;
      }
      Font font = modifier ? current : own.canDisplay(c) ? own : substitute;
      if (!font.equals(current) && part.length() > 0) {
        runs.add(run(part.toString(), current));
        part.setLength(0);
      }
      current = font;
      part.appendCodePoint(c);
    }
    if (part.length() > 0) {
      runs.add(run(part.toString(), current));
    }
    return runs;
  }

  /** Whether a code point changes the one before it: an accent, a joiner, a variation selector. */
  private static boolean modifies(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.FORMAT;
  }

  private static Run run(String text, Font font) {
    double width = font.getStringBounds(text, UNHINTED).getWidth();
    if (font.canDisplayUpTo(text) >= 0) {
      // No font here has it; the SVG's viewer may, and ideographs and emoji are one em wide.
      width = Math.max(width, (double) font.getSize() * text.codePointCount(0, text.length()));
    }
    return new Run(text, font, width);
  }

  private record Run(String text, Font font, double width) {}
}
