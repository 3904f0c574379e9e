package dev.lamina.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.cli.Console;
import org.junit.jupiter.api.Test;

class ParagraphsTest {

  private final Console console = new Console();
  private final Paragraphs page = new Paragraphs(console.terminal().out());

  @Test
  void aLongTextIsBrokenBetweenWordsAndNoWordIsLost() {
    String text = "activation ".repeat(40) + "end";

    page.print(4, text);

    assertThat(console.out())
        .hasSizeGreaterThan(4)
        .allSatisfy(line -> assertThat(line).startsWith("    a").hasSizeLessThanOrEqualTo(88))
        .anySatisfy(line -> assertThat(line).hasSizeGreaterThan(88 - "activation ".length()));
    assertThat(String.join(" ", console.out()).split(" +", -1)).containsOnlyOnce("end").hasSize(42);
  }

  @Test
  void itsOwnLineBreaksAndEmptyLinesStay() {
    page.print(2, "one\n\ntwo");

    assertThat(console.out()).containsExactly("  one", "", "  two");
  }

  @Test
  void aWordLongerThanALineStandsWholeOnALineOfItsOwn() {
    String url = "https://example.org/" + "x".repeat(100);

    page.print(2, "see " + url + " there");

    assertThat(console.out()).containsExactly("  see", "  " + url, "  there");
  }
}
