package dev.lamina.plugins.figures.colour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.figure.LineChart.Role;
import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {

  private static final Color BLUE = new Color(0x0072B2);

  @Test
  void theFirstGroupIsBlueInEveryFigure() {
    assertThat(Palette.of(List.of("a", "b")).style("a").colour()).isEqualTo(BLUE);
    assertThat(Palette.of(List.of("x", "y", "z")).style("x").colour()).isEqualTo(BLUE);
  }

  @Test
  void trueIsBlueInWhateverOrderTheGroupsCome() {
    List<String> sortedRows = List.of("is_true=false", "is_true=false", "is_true=true");

    assertThat(Palette.of(sortedRows).style("is_true=true").colour()).isEqualTo(BLUE);
    assertThat(Palette.of(List.of("true", "false")).style("true").colour()).isEqualTo(BLUE);
  }

  @Test
  void thirtyTwoGroupsDifferInColourOrInDashesAndMarker() {
    List<String> names = IntStream.range(0, 32).mapToObj(i -> "group " + i).toList();
    Palette palette = Palette.of(names);

    assertThat(names.stream().map(palette::style).map(PaletteTest::look)).doesNotHaveDuplicates();
    assertThat(names.subList(0, 8).stream().map(name -> palette.style(name).colour()))
        .doesNotHaveDuplicates();
  }

  @Test
  void referencesAreGreyAndTheirDashesSayWhatTheyAre() {
    for (Role role : List.of(Role.REFERENCE, Role.CONTROL, Role.CHANCE)) {
      for (int i = 0; i < 5; i++) {
        Style style = Palette.reference(role, i);
        assertThat(style.colour().getRed()).isEqualTo(style.colour().getBlue());
        assertThat(style.stroke().getDashArray()).isNotNull();
      }
    }
    assertThat(dashes(Role.CHANCE, 0)).hasSize(2);
    assertThat(dashes(Role.CHANCE, 0)[0]).isLessThan(dashes(Role.CONTROL, 0)[0]);
    assertThat(dashes(Role.REFERENCE, 0)).hasSize(4);
    assertThat(dashes(Role.CONTROL, 1)).isNotEqualTo(dashes(Role.CONTROL, 0));
  }

  private static float[] dashes(Role role, int index) {
    return Palette.reference(role, index).stroke().getDashArray();
  }

  @Test
  void textInAGroupsColourCanBeReadOnWhite() {
    Palette palette = Palette.of(List.of("a", "b", "c", "d", "e", "f", "g", "h"));
    for (String name : palette.names()) {
      // WCAG 2.1: contrast is (L1 + 0.05) / (L2 + 0.05), at least 4.5 for text.
      double luminance = ColourScale.luminance(palette.style(name).ink());
      assertThat(1.05 / (luminance + 0.05)).isGreaterThanOrEqualTo(4.5);
    }
  }

  private static String look(Style style) {
    float[] dashes = style.stroke().getDashArray();
    return style.colour()
        + (dashes == null ? "solid" : java.util.Arrays.toString(dashes))
        + style.markerAt(0, 0, 10).getBounds2D();
  }
}
