package dev.lamina.plugins.transformers.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.prompt.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokenizers without a tokenizer.json against transformers' AutoTokenizer and sentencepiece itself
 * (src/test/python/make_tokenizers.py).
 */
class PythonAgreementTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt2",
        "opt",
        "roberta",
        "qwen2",
        "neox",
        "bert-uncased",
        "bert-cased",
        "bert-multilingual",
        "mpnet",
        "llama",
        "gemma",
        "xlm-roberta",
        "gguf-gpt2",
        "gguf-llama3",
        "gguf-llama"
      })
  void idsSpansAndSpecialTokensArePythons(String name) {
    List<String> texts = TinyTokenizers.texts();
    ModelTokenizer tokenizer = TinyTokenizers.tokenizer(name);
    List<TokenizedPrompt> prompts = TinyTokenizers.encode(tokenizer, texts);
    JsonNode expected = TinyTokenizers.json(name + "/expected.json");
    assertThat(expected).hasSize(texts.size()).isNotEmpty();
    for (int row = 0; row < texts.size(); row++) {
      Expected python = Expected.of(expected.get(row), texts.get(row)).withBosOnce(tokenizer);
      TokenizedPrompt found = prompts.get(row);
      assertThat(found.ids()).as(texts.get(row)).containsExactly(python.ids());
      assertThat(found.special()).as(texts.get(row)).isEqualTo(python.special());
      assertThat(found.spans()).as(texts.get(row)).isEqualTo(python.spans());
    }
  }

  /**
   * Sentencepiece knows no special tokens in a text, and Llama's class in transformers 5 puts no
   * blank before one that is there. XLM-RoBERTa's ids are moved by one, and its unknown token.
   */
  @ParameterizedTest
  @CsvSource({"llama, 0", "gemma, 0", "xlm-roberta, 1"})
  void ownTokensAreSentencepieces(String name, int moved) {
    List<String> texts = TinyTokenizers.texts();
    List<TokenizedPrompt> prompts = TinyTokenizers.encode(TinyTokenizers.tokenizer(name), texts);
    JsonNode pieces = TinyTokenizers.json(name + "/pieces.json");
    int compared = 0;
    for (int row = 0; row < texts.size(); row++) {
      String text = texts.get(row);
      if (text.startsWith(" ") || text.contains("<") || text.contains("\u2581")) {
        continue;
      }
      List<Integer> own = new ArrayList<>();
      TokenizedPrompt prompt = prompts.get(row);
      for (int i = 0; i < prompt.length(); i++) {
        if (!prompt.special()[i]) {
          own.add(prompt.ids()[i]);
        }
      }
      List<Integer> expected = new ArrayList<>();
      pieces
          .get(row)
          .forEach(
              id -> expected.add(moved == 1 && id.intValue() == 0 ? 3 : id.intValue() + moved));
      assertThat(own).as(text).isEqualTo(expected);
      compared++;
    }
    assertThat(compared).isGreaterThan(10);
  }

  /** What Python gives; its spans are in code points. */
  private record Expected(int[] ids, List<Span> spans, boolean[] special) {

    static Expected of(JsonNode row, String text) {
      int length = row.get(0).size();
      int[] ids = new int[length];
      boolean[] special = new boolean[length];
      List<Span> spans = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        ids[i] = row.get(0).get(i).intValue();
        special[i] = row.get(2).get(i).intValue() == 1;
        int start = text.offsetByCodePoints(0, row.get(1).get(2 * i).intValue());
        int end = text.offsetByCodePoints(0, row.get(1).get(2 * i + 1).intValue());
        spans.add(new Span(start, end));
      }
      return new Expected(ids, spans, special);
    }

    /** Python adds BOS also to a text that spells it; here it is there once, and is special. */
    Expected withBosOnce(ModelTokenizer tokenizer) {
      SpecialTokens known = tokenizer.special();
      int front = known.front().size();
      if (front >= ids.length || !known.isBos(ids[front]) || special[front]) {
        return this;
      }
      int drop = known.endsInBos() ? 1 : 0;
      int length = ids.length - drop;
      int[] fewer = new int[length];
      boolean[] flags = new boolean[length];
      List<Span> places = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        fewer[i] = ids[i + drop];
        flags[i] = special[i + drop] || i + drop == front;
        places.add(i + drop == front ? new Span(0, 0) : spans.get(i + drop));
      }
      return new Expected(fewer, places, flags);
    }
  }
}
