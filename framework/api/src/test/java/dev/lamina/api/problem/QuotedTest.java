package dev.lamina.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuotedTest {

  @Test
  void longValuesAreCutAtEightyCharacters() {
    assertThat(Quoted.bare("x".repeat(81))).isEqualTo("x".repeat(80) + "...");
    assertThat(Quoted.bare("x".repeat(80))).isEqualTo("x".repeat(80));
  }

  @Test
  void controlCharactersAreEscaped() {
    assertThat(Quoted.of("a\n\u001b[31mb\u202e")).isEqualTo("'a\\n\\u001b[31mb\\u202e'");
  }

  @Test
  void ofManyTextsAFewAreShown() {
    assertThat(Quoted.few(List.of("a", "b", "c", "d"), 2)).isEqualTo("a, b and 2 more");
    assertThat(Quoted.few(List.of("a", "b"), 2)).isEqualTo("a, b");
    assertThat(Quoted.few(List.of(), 2)).isEmpty();
  }

  @Test
  void aPairOfSurrogatesIsOneCharacter() {
    assertThat(Quoted.of("\ud83d\ude00")).isEqualTo("'\ud83d\ude00'");
  }
}
