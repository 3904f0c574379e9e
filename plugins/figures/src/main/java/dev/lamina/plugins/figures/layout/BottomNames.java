package dev.lamina.plugins.figures.layout;

import dev.lamina.plugins.figures.text.Align;
import dev.lamina.plugins.figures.text.Lettering;
import dev.lamina.plugins.figures.text.TextStyle;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Names below the columns of a plot: level where they fit, else thinned out if they are numbers,
 * else reading upwards.
 */
public final class BottomNames {

  private static final TextStyle STYLE = TextStyle.TICK;
  private static final int MAX_LINES = 3;
  private static final double BETWEEN = 8;

  private final int columns;
  private final int step;
  private final List<List<String>> names;
  private final Direction direction;
  private final double height;

  private enum Direction {
    LEVEL,
    UPWARDS
  }

  private BottomNames(
      int columns, int step, List<List<String>> names, Direction direction, double height) {
    this.columns = columns;
    this.step = step;
    this.names = names;
    this.direction = direction;
    this.height = height + NumericAxis.GAP;
  }

  /** Whether every name can be read level below its column, wrapped at spaces. */
  public static boolean fitLevel(Lettering lettering, List<String> names, double slot) {
    for (String name : names) {
      List<String> lines = lettering.wrap(name, STYLE, slot - BETWEEN, MAX_LINES);
      if (!String.join(" ", lines).equals(Lettering.clean(name))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the names are numbers, of which a reader can guess those left out. */
  public static boolean numbers(List<String> names) {
    return names.stream().allMatch(name -> name.matches("-?\\d{1,9}(\\.\\d{1,9})?"));
  }

  /**
   * Arranges names.
   *
   * @param slot the width of a column
   * @param maxHeight of names that read upwards; what is longer is shortened
   */
  public static BottomNames layOut(
      Lettering lettering, List<String> names, double slot, double maxHeight) {
    if (fitLevel(lettering, names, slot)) {
      List<List<String>> lines =
          names.stream()
              .map(name -> lettering.wrap(name, STYLE, slot - BETWEEN, MAX_LINES))
              .toList();
      int most = lines.stream().mapToInt(List::size).max().orElse(0);
      return new BottomNames(names.size(), 1, lines, Direction.LEVEL, most * STYLE.lineHeight());
    }
    if (numbers(names)) {
      int step = step((lettering.widest(names, STYLE) + BETWEEN) / slot);
      return new BottomNames(
          names.size(), step, singly(names, step), Direction.LEVEL, STYLE.lineHeight());
    }
    int step = step(STYLE.lineHeight() / slot);
    List<String> shortened =
        names.stream().map(name -> lettering.shorten(name, STYLE, maxHeight)).toList();
    return new BottomNames(
        names.size(),
        step,
        singly(shortened, step),
        Direction.UPWARDS,
        lettering.widest(shortened, STYLE));
  }

  public double height() {
    return height;
  }

  /** Draws the names below the columns that share the plot evenly. */
  public void draw(Canvas canvas, Rectangle2D plot) {
    double slot = plot.getWidth() / columns;
    double top = plot.getMaxY() + NumericAxis.GAP;
    for (int i = 0; i < names.size(); i++) {
      double centre = plot.getX() + (i * step + 0.5) * slot;
      switch (direction) {
        case LEVEL -> {
          double baseline = top + STYLE.ascent();
          for (String line : names.get(i)) {
            canvas.lettering().draw(canvas.g(), line, STYLE, Align.CENTER, centre, baseline);
            baseline += STYLE.lineHeight();
          }
        }
        case UPWARDS -> {
          double baseline = centre + STYLE.capHeight() / 2;
          String name = names.get(i).get(0);
          canvas.lettering().drawUpwards(canvas.g(), name, STYLE, Align.RIGHT, baseline, top);
        }
      }
    }
  }

  private static List<List<String>> singly(List<String> names, int step) {
    List<List<String>> kept = new ArrayList<>();
    for (int i = 0; i < names.size(); i += step) {
      kept.add(List.of(names.get(i)));
    }
    return kept;
  }

  /** The least of 1, 2, 5, 10, 20, 50, ... that is not below. */
  private static int step(double least) {
    for (int power = 1; power < 1_000_000_000; power *= 10) {
      for (int mantissa : new int[] {1, 2, 5}) {
        if (mantissa * power >= least) {
          return mantissa * power;
        }
      }
    }
    return 1_000_000_000;
  }
}
