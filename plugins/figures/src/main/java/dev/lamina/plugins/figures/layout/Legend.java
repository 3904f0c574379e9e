package dev.lamina.plugins.figures.layout;

import dev.lamina.plugins.figures.text.Align;
import dev.lamina.plugins.figures.text.Lettering;
import dev.lamina.plugins.figures.text.TextStyle;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Names with their looks in rows, read from left to right. */
public final class Legend {

  private static final TextStyle STYLE = TextStyle.KEY;
  private static final double ROW = STYLE.lineHeight() + 2;
  private static final double BELOW = 6;
  private static final double BETWEEN = 18;

  /** No more of an area's height than this. */
  private static final double LARGEST_SHARE = 0.35;

  private final List<Entry> entries;
  private final double height;

  private Legend(List<Entry> entries, double height) {
    this.entries = entries;
    this.height = height;
  }

  /** Arranges keys in an area of this size; says how many are left out where there are too many. */
  public static Legend layOut(Lettering lettering, List<Key> keys, Rectangle2D area) {
    if (keys.isEmpty()) {
      return new Legend(List.of(), 0);
    }
    int maxRows = Math.max(1, (int) (area.getHeight() * LARGEST_SHARE / ROW));
    List<Entry> entries = new ArrayList<>();
    double x = 0;
    int row = 0;
    for (Key key : keys) {
      double swatch = swatchWidth(key);
      String name = lettering.shorten(key.name(), STYLE, area.getWidth() - swatch);
      double width = swatch + lettering.width(name, STYLE);
      if (x > 0 && x + width > area.getWidth()) {
        row++;
        x = 0;
      }
      if (row == maxRows) {
        break;
      }
      entries.add(new Entry(key, name, x, row));
      x += width + BETWEEN;
    }
    if (entries.size() < keys.size()) {
      return new Legend(
          countingTheRest(lettering, entries, keys.size(), area.getWidth()), maxRows * ROW + BELOW);
    }
    return new Legend(entries, (row + 1) * ROW + BELOW);
  }

  public double height() {
    return height;
  }

  /** Draws at the top of an area. */
  public void draw(Canvas canvas, Rectangle2D area) {
    for (Entry entry : entries) {
      double x = area.getX() + entry.x();
      double middle = area.getY() + entry.row() * ROW + ROW / 2;
      drawSwatch(canvas, entry.key(), x, middle);
      canvas
          .lettering()
          .draw(
              canvas.g(),
              entry.name(),
              STYLE,
              Align.LEFT,
              x + swatchWidth(entry.key()),
              middle + STYLE.capHeight() / 2);
    }
  }

  /** What an area leaves below the legend. */
  public Rectangle2D below(Rectangle2D area) {
    return new Rectangle2D.Double(
        area.getX(), area.getY() + height, area.getWidth(), area.getHeight() - height);
  }

  private static List<Entry> countingTheRest(
      Lettering lettering, List<Entry> entries, int all, double width) {
    List<Entry> kept = new ArrayList<>(entries);
    while (true) {
      Entry last = kept.remove(kept.size() - 1);
      String rest = "and %d more".formatted(all - kept.size());
      if (kept.isEmpty() || last.x() + lettering.width(rest, STYLE) <= width) {
        Key none = new Key("", last.key().style(), Key.Mark.NONE);
        kept.add(new Entry(none, lettering.shorten(rest, STYLE, width), last.x(), last.row()));
        return kept;
      }
    }
  }

  private static double swatchWidth(Key key) {
    return switch (key.mark()) {
      case LINE -> 26;
      case POINT -> 14;
      case AREA -> 17;
      case NONE -> 0;
    };
  }

  private static void drawSwatch(Canvas canvas, Key key, double x, double middle) {
    switch (key.mark()) {
      case LINE -> {
        Line2D line = new Line2D.Double(x, middle, x + 21, middle);
        canvas.stroke(line, key.style().colour(), key.style().stroke());
      }
      case POINT -> canvas.fill(key.style().markerAt(x + 5, middle, 8), key.style().colour());
      case AREA -> canvas.fill(new Rectangle2D.Double(x, middle - 5, 12, 10), key.style().colour());
      case NONE -> {}
    }
  }

  /** A key at its place; x from the left in pixels. */
  private record Entry(Key key, String name, double x, int row) {}
}
