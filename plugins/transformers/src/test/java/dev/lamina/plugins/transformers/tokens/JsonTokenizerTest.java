package dev.lamina.plugins.transformers.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.prompt.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTokenizerTest {

  /** The expected tokens are Python's (src/test/python/make_golden.py), offsets in code points. */
  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "bert"})
  void tokensSpansAndSpecialTokensArePythons(String family) throws Exception {
    JsonNode golden = new ObjectMapper().readTree(golden(family, "golden.json").toFile());
    assertThat(golden).isNotEmpty();
    for (JsonNode prompt : golden) {
      String text = prompt.get("text").textValue();
      TokenizedPrompt tokens = encode(family, text);
      assertThat(tokens.length()).as(text).isEqualTo(prompt.get("ids").size());
      for (int i = 0; i < tokens.length(); i++) {
        boolean special = prompt.get("special").get(i).intValue() == 1;
        int start = text.offsetByCodePoints(0, prompt.get("offsets").get(i).get(0).intValue());
        int end = text.offsetByCodePoints(0, prompt.get("offsets").get(i).get(1).intValue());
        assertThat(tokens.ids()[i]).as(text).isEqualTo(prompt.get("ids").get(i).intValue());
        assertThat(tokens.special()[i]).as(text).isEqualTo(special);
        assertThat(tokens.spans().get(i)).as(text).isEqualTo(new Span(start, end));
      }
    }
  }

  @Test
  void spansCountUtf16UnitsBehindAnEmoji() {
    String text = "\ud83d\ude00 Paris \u5317\u4eac Rome";
    assertThat(words(text, encode("bert", text))).contains("Paris", "\u5317", "\u4eac", "Rome");
  }

  @Test
  void spansOfDecomposedAccentsStayInPlace() {
    String text = "cafe\u0301 na\u0308ive Paris";
    List<String> words = words(text, encode("bert", text));
    assertThat(words.get(words.size() - 1)).isEqualTo("Paris");
    assertThat(words.get(0)).startsWith("c");
  }

  @Test
  void bytePiecesOfOneCharacterEachSpanAllOfIt() {
    TokenizedPrompt tokens = encode("gpt2", "\ud83d\ude00");
    assertThat(tokens.length()).isGreaterThan(1);
    assertThat(tokens.spans()).containsOnly(new Span(0, 2));
  }

  @Test
  void halfASurrogatePairIsReplacedAndDisturbsNothingElse() {
    String text = "Paris \ud83d Rome \ud83d\ude00 France";
    assertThat(words(text, encode("bert", text))).contains("Paris", "Rome", "France");
  }

  /** The file asks for truncation to 4 tokens and padding to 16. */
  @Test
  void nothingIsTruncatedOrPadded() {
    assertThat(encode("bert", "Paris").length()).isEqualTo(3);
    assertThat(encode("bert", "Paris ".repeat(700)).length()).isEqualTo(702);
  }

  @Test
  void specialTokensThatTheTextSpellsAreItsOwn() {
    TokenizedPrompt tokens = encode("bert", "[CLS] Paris");
    assertThat(tokens.special()).containsExactly(true, false, false, true);
    assertThat(tokens.ids()[0]).isEqualTo(tokens.ids()[1]);
  }

  @Test
  void anEmptyTextHasNoTokensOfItsOwn() {
    assertThat(encode("bert", "").special()).containsExactly(true, true);
    assertThat(encode("gpt2", "").length()).isZero();
  }

  private static TokenizedPrompt encode(String family, String text) {
    Path folder = golden(family, "tokenizer.json").getParent();
    return TinyTokenizers.encode(TinyTokenizers.folder(folder), List.of(text)).get(0);
  }

  private static List<String> words(String text, TokenizedPrompt tokens) {
    List<String> words = new ArrayList<>();
    int end = 0;
    for (int i = 0; i < tokens.length(); i++) {
      Span span = tokens.spans().get(i);
      boolean continues = span.start() == end && !words.isEmpty() && span.start() > 0;
      if (tokens.special()[i]) {
        continue;
      }
      String piece = text.substring(span.start(), span.end());
      boolean letters = Character.isLetter(piece.codePointAt(0)) && piece.charAt(0) < 0x2000;
      if (continues && letters) {
        words.set(words.size() - 1, words.get(words.size() - 1) + piece);
      } else {
        words.add(piece);
      }
      end = span.end();
    }
    return words;
  }

  private static Path golden(String family, String file) {
    return TinyTokenizers.golden(family).resolve(file);
  }
}
