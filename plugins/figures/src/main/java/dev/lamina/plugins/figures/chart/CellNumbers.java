package dev.lamina.plugins.figures.chart;

import dev.lamina.plugins.figures.colour.ColourScale;
import dev.lamina.plugins.figures.layout.Canvas;
import dev.lamina.plugins.figures.text.Align;
import dev.lamina.plugins.figures.text.TextStyle;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The numbers of a heatmap's cells, written into them where all have room.
 *
 * @param decimals how many decimals they are written with
 */
record CellNumbers(Cells cells, int decimals) {

  /** From a number to the next cell's, in pixels. */
  private static final double BETWEEN = 6;

  /** The relative luminance whose contrast with black and with white is the same, 4.58 (WCAG). */
  private static final double MIDDLE = 0.179;

  /** A number in its place. */
  private record Written(int row, int column, String text) {}

  void draw(Canvas canvas, Rectangle2D area) {
    double width = area.getWidth() / cells.columns();
    double height = area.getHeight() / cells.values().length;
    List<Written> numbers = numbers();
    List<String> texts = numbers.stream().map(Written::text).toList();
    Optional<TextStyle> style =
        Stream.of(TextStyle.TICK, TextStyle.SMALL)
            .filter(
                of ->
                    of.lineHeight() <= height
                        && canvas.lettering().widest(texts, of) + BETWEEN <= width)
            .findFirst();
    style.ifPresent(
        of -> {
          for (Written number : numbers) {
            canvas
                .lettering()
                .draw(
                    canvas.g(),
                    number.text(),
                    of,
                    ink(number),
                    Align.CENTER,
                    area.getX() + (number.column() + 0.5) * width,
                    area.getY() + (number.row() + 0.5) * height + of.capHeight() / 2);
          }
        });
  }

  private Color ink(Written number) {
    Color under = cells.colours().colour(cells.values()[number.row()][number.column()]);
    return ColourScale.luminance(under) > MIDDLE ? Color.BLACK : Color.WHITE;
  }

  private List<Written> numbers() {
    List<Written> numbers = new ArrayList<>();
    for (int row = 0; row < cells.values().length; row++) {
      for (int column = 0; column < cells.columns(); column++) {
        if (cells.drawable(row, column)) {
          numbers.add(new Written(row, column, text(cells.values()[row][column])));
        }
      }
    }
    return numbers;
  }

  private String text(double value) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return zero ? text.replace("-", "") : text.replace('-', '−');
  }
}
