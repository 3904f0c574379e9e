package dev.lamina.plugins.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.plugins.figures.colour.ColourScale;
import java.awt.Color;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class CellNumbersTest {

  private static final Pattern RGB = Pattern.compile("fill:\\s*rgb\\((\\d+),(\\d+),(\\d+)\\)");

  /** Contrast as WCAG 2.1 defines it, which asks for 4.5. */
  @Test
  void numbersCanBeReadOnDarkAndOnLight() {
    double[][] values = {IntStream.range(0, 9).mapToDouble(i -> (i - 4) / 4.1234).toArray()};
    for (Heatmap.Palette palette : Heatmap.Palette.values()) {
      List<Element> numbers = numbers(table(values, palette).within(-1, 1).numbered(3));

      assertThat(numbers).hasSize(9);
      for (Element number : numbers) {
        double value = Double.parseDouble(number.getTextContent().replace('−', '-'));
        double under = ColourScale.luminance(new ColourScale(-1, 1, palette).colour(value));
        double ink = ColourScale.luminance(ink(number));
        double contrast = (Math.max(under, ink) + 0.05) / (Math.min(under, ink) + 0.05);
        assertThat(contrast).isGreaterThanOrEqualTo(4.5);
      }
    }
  }

  @Test
  void numbersAreRoundedAndBlankCellsHaveNone() {
    double[][] values = {{0.125, -0.006, Double.NaN}, {-0.004, 1, 12.3456}};

    assertThat(texts(table(values, Heatmap.Palette.DIVERGING).numbered(2)))
        .containsExactly("0.13", "−0.01", "0.00", "1.00", "12.35");
  }

  @Test
  void thereAreNoneWithoutTheOptionOrWhereOneHasNoRoom() {
    assertThat(texts(table(new double[2][3], Heatmap.Palette.SEQUENTIAL))).isEmpty();
    assertThat(texts(table(new double[1][60], Heatmap.Palette.SEQUENTIAL).numbered(2))).isEmpty();
    assertThat(texts(table(new double[120][2], Heatmap.Palette.SEQUENTIAL).numbered(2))).isEmpty();
  }

  @Test
  void decimalsThatNoNumberHasAreRefusedBeforeDrawing() {
    Heatmap table = table(new double[2][3], Heatmap.Palette.SEQUENTIAL);

    assertThatThrownBy(() -> table.numbered(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no number of decimals: -1; allowed: 0 to 17");
  }

  private static Heatmap table(double[][] values, Heatmap.Palette palette) {
    return new Heatmap(
        "t",
        Axis.of("x"),
        Axis.of("y"),
        Collections.nCopies(values[0].length, ""),
        Collections.nCopies(values.length, ""),
        List.of(),
        values,
        Axis.of("v"),
        palette);
  }

  /** Those in the cells lie left of the colour bar's, and are drawn before them. */
  private static List<Element> numbers(Heatmap figure) {
    Element svg = Rendered.document(new JFreeChartRenderer(), figure);
    double right =
        Rendered.elements(svg, "rect").stream()
            .filter(cell -> Rendered.number(cell, "width") < 600)
            .mapToDouble(cell -> Rendered.number(cell, "x") + Rendered.number(cell, "width"))
            .max()
            .orElseThrow();
    return Rendered.elements(svg, "text").stream()
        .filter(text -> text.getTextContent().matches("−?[\\d.]+"))
        .filter(text -> Rendered.number(text, "x") < right - 20)
        .toList();
  }

  private static List<String> texts(Heatmap figure) {
    return numbers(figure).stream().map(Element::getTextContent).toList();
  }

  private static Color ink(Element text) {
    String style = text.getAttribute("style");
    Matcher rgb = RGB.matcher(style);
    assertThat(rgb.find()).as(style.toLowerCase(Locale.ROOT)).isTrue();
    return new Color(
        Integer.parseInt(rgb.group(1)),
        Integer.parseInt(rgb.group(2)),
        Integer.parseInt(rgb.group(3)));
  }
}
