package dev.lamina.plugins.figures.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LetteringTest {

  private static final Lettering LETTERING = new Lettering(Fonts.load());

  @Test
  void textIsAsWideAsHelvetica() {
    // Adobe's Helvetica.afm: l 222, a 556, y 500, e 556, r 333 of 1000; the tick size is 11.
    assertThat(LETTERING.width("layer", TextStyle.TICK))
        .isCloseTo(11 * (222 + 556 + 500 + 556 + 333) / 1000.0, within(0.05));
  }

  @Test
  void textIsWrappedAtSpaces() {
    assertThat(LETTERING.wrap("mean L2 norm of resid_post", TextStyle.LABEL, 80, 5))
        .containsExactly("mean L2 norm", "of resid_post");
  }

  @Test
  void whatDoesNotFitInTheLastLineIsShortened() {
    assertThat(LETTERING.wrap("mean L2 norm of resid_post", TextStyle.LABEL, 50, 2))
        .containsExactly("mean L2", "norm o…");
  }

  @Test
  void aCharacterIsNeverCutInHalf() {
    for (int width = 12; width < 60; width++) {
      String shortened = LETTERING.shorten("🙂🙂e\u0301e\u0301🙂", TextStyle.LABEL, width);
      assertThat(Lettering.clean(shortened)).isEqualTo(shortened);
      assertThat(shortened).doesNotEndWith("e…");
    }
  }

  @Test
  void controlCharactersBecomeSpaces() {
    assertThat(Lettering.clean("\ta\u0000b\r\nc\uD800 ")).isEqualTo("a b  c\uFFFD");
  }

  @Property(tries = 300)
  void wrappedTextFitsAndKeepsItsBeginning(
      @ForAll String text,
      @ForAll @DoubleRange(min = 30, max = 300) double width,
      @ForAll @IntRange(min = 1, max = 4) int lines) {
    List<String> wrapped = LETTERING.wrap(text, TextStyle.LABEL, width, lines);

    assertThat(wrapped).hasSizeLessThanOrEqualTo(lines);
    assertThat(wrapped).allMatch(line -> LETTERING.width(line, TextStyle.LABEL) <= width);
    String start = String.join("", wrapped).replace(" ", "").replace("…", "");
    assertThat(Lettering.clean(text).replace(" ", "").replace("…", "")).startsWith(start);
  }
}
