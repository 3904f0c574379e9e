package dev.lamina.plugins.transformers.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.testkit.RecordedProblems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads about the tokenizer of a GGUF file that is not known exactly. */
class BadGgufTokenizerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          gguf-gpt2  | tokenizer.ggml.model | "bert" | tokenizer.ggml.model is 'bert', not supported; supported: gpt2, llama
          gguf-gpt2  | tokenizer.ggml.pre | "chatglm-bpe" | tokenizer.ggml.pre is 'chatglm-bpe', not supported; supported: deepseek-r1-qwen, gpt-2, llama-bpe, llama-v3, llama3, olmo, phi-2, qwen2, smollm, starcoder, tekken
          gguf-gpt2  | tokenizer.ggml.tokens | [] | the file has no tokenizer: tokenizer.ggml.tokens is missing
          gguf-gpt2  | tokenizer.ggml.token_type | [1, 1] | tokenizer.ggml.token_type has 2 items for 454 tokens
          gguf-gpt2  | tokenizer.ggml.bos_token_id | 454 | tokenizer.ggml.bos_token_id is 454, which is no token's id
          gguf-gpt2  | tokenizer.ggml.merges | ["a\u2603 b"] | a merge has the token 'a\u2603', which the vocabulary lacks
          gguf-gpt2  | tokenizer.ggml.merges | ["ab"] | merge 'ab' is not two tokens with a space between them
          gguf-gpt2  | tokenizer.ggml.merges | null | tokenizer.ggml.merges is missing
          gguf-gpt2  | tokenizer.ggml.add_space_prefix | true | tokenizer.ggml.add_space_prefix is true, not supported
          gguf-llama | tokenizer.ggml.tokens | ["a", "a"] | tokenizer.ggml.token_type has 480 items for 2 tokens
          gguf-llama | tokenizer.ggml.model | "gpt2" | tokenizer.ggml.pre is 'default', not supported; supported: deepseek-r1-qwen, gpt-2, llama-bpe, llama-v3, llama3, olmo, phi-2, qwen2, smollm, starcoder, tekken
          """)
  void whatIsWrong(String name, String key, String value, String message) throws IOException {
    ObjectNode metadata = (ObjectNode) TinyTokenizers.json(name + "/metadata.json");
    JsonNode json = new ObjectMapper().readTree(value);
    if (json.isNull()) {
      metadata.remove(key);
    } else {
      metadata.set(key, json);
    }
    RecordedProblems problems = new RecordedProblems();
    assertThat(TinyTokenizers.tryGguf(metadata, problems)).isEmpty();
    assertThat(problems.lines()).containsExactly("model.gguf: error: " + message);
  }

  @Test
  void aVocabularyWithoutAllBytesWouldLoseCharacters() {
    ObjectNode metadata = (ObjectNode) TinyTokenizers.json("gguf-llama/metadata.json");
    ArrayNode kinds = (ArrayNode) metadata.get("tokenizer.ggml.token_type");
    int id = 0;
    while (kinds.get(id).intValue() != 6) {
      id++;
    }
    kinds.set(id, 1);
    RecordedProblems problems = new RecordedProblems();
    assertThat(TinyTokenizers.tryGguf(metadata, problems)).isEmpty();
    assertThat(problems.lines())
        .containsExactly("model.gguf: error: the vocabulary has 255 tokens for bytes, not 256");
  }

  /** Digits stand by themselves, so that a run of blanks before them stays together. */
  @Test
  void smolLmSplitsDigitsAsItsOwnTokenizerDoes() {
    ObjectNode metadata = (ObjectNode) TinyTokenizers.json("gguf-gpt2/metadata.json");
    List<String> gpt2 = pieces(metadata, "a  2");
    metadata.put("tokenizer.ggml.pre", "smollm");
    assertThat(gpt2).containsExactly("a", " ", " ", "2");
    assertThat(pieces(metadata, "a  2")).containsExactly("a", "  ", "2");
  }

  /** Llama 3 has BOS in front; many of its GGUF files do not say it, and llama.cpp knows it. */
  @Test
  void llama3HasBosInFrontWhereTheFileDoesNotSayIt() {
    ObjectNode metadata = (ObjectNode) TinyTokenizers.json("gguf-llama3/metadata.json");
    metadata.remove("tokenizer.ggml.add_bos_token");
    assertThat(TinyTokenizers.gguf(metadata).special().front()).containsExactly(450);
    metadata.put("tokenizer.ggml.pre", "qwen2");
    assertThat(TinyTokenizers.gguf(metadata).special().front()).isEmpty();
  }

  private static List<String> pieces(JsonNode metadata, String text) {
    TokenizedPrompt prompt =
        TinyTokenizers.encode(TinyTokenizers.gguf(metadata), List.of(text)).get(0);
    List<String> pieces = new ArrayList<>();
    prompt.spans().forEach(span -> pieces.add(text.substring(span.start(), span.end())));
    return pieces;
  }
}
