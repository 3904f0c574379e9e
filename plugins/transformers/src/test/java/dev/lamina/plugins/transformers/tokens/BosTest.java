package dev.lamina.plugins.transformers.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.prompt.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BOS as the model's own tokenizer has it, once, or as the user wants it. */
class BosTest {

  @ParameterizedTest
  @CsvSource({
    "llama, <s>, AUTO, true",
    "llama, <s>, ALWAYS, true",
    "llama, <s>, NEVER, false",
    "gpt2, <|endoftext|>, AUTO, false",
    "gpt2, <|endoftext|>, ALWAYS, true",
    "gpt2, <|endoftext|>, NEVER, false",
    "opt, </s>, AUTO, true",
    "opt, </s>, NEVER, false",
    "neox, <|endoftext|>, AUTO, false",
    "neox, <|endoftext|>, ALWAYS, true",
    "gemma, <bos>, AUTO, true",
    "roberta, <s>, AUTO, true",
    "roberta, <s>, NEVER, false",
    "gguf-llama3, <|endoftext|>, AUTO, true",
    "gguf-gpt2, <|endoftext|>, AUTO, false"
  })
  void bosIsInFrontOrNot(String name, String bos, Bos choice, boolean expected) {
    ModelTokenizer tokenizer = TinyTokenizers.tokenizer(name).with(choice).orElseThrow();
    int id = tokenizer.special().bos().orElseThrow();
    TokenizedPrompt plain = encode(tokenizer, "Paris");
    assertThat(plain.ids()[0] == id).isEqualTo(expected);
    assertThat(count(plain, id)).isEqualTo(expected ? 1 : 0);
    assertThat(plain.special()[0]).isEqualTo(expected);
    TokenizedPrompt spelled = encode(tokenizer, bos + "Paris");
    assertThat(spelled.ids()[0]).isEqualTo(id);
    assertThat(count(spelled, id)).isEqualTo(1);
    assertThat(spelled.special()[0]).isTrue();
    assertThat(spelled.spans().get(0)).isEqualTo(new Span(0, 0));
  }

  @Test
  void aTextThatSpellsBosHasTheSameTokensAsOneThatGetsIt() {
    ModelTokenizer tokenizer = TinyTokenizers.tokenizer("gguf-llama3");
    TokenizedPrompt added = encode(tokenizer, "The city of Paris");
    TokenizedPrompt spelled = encode(tokenizer, "<|endoftext|>The city of Paris");
    assertThat(spelled.ids()).containsExactly(added.ids());
    assertThat(spelled.special()).containsExactly(added.special());
    int moved = "<|endoftext|>".length();
    Span last = added.spans().get(added.length() - 1);
    assertThat(spelled.spans().get(added.length() - 1))
        .isEqualTo(new Span(last.start() + moved, last.end() + moved));
  }

  @Test
  void bosInsideATextIsTheTextsOwn() {
    ModelTokenizer tokenizer = TinyTokenizers.tokenizer("llama");
    TokenizedPrompt prompt = encode(tokenizer, "<s><s>Paris<s>");
    int bos = tokenizer.special().bos().orElseThrow();
    assertThat(count(prompt, bos)).isEqualTo(3);
    assertThat(Arrays.copyOf(prompt.special(), 2)).containsExactly(true, false);
  }

  @Test
  void bertHasNoBosAndKeepsClsWhateverIsChosen() {
    ModelTokenizer tokenizer = TinyTokenizers.tokenizer("bert-uncased");
    assertThat(tokenizer.special().bos()).isEmpty();
    assertThat(tokenizer.with(Bos.ALWAYS)).isEmpty();
    assertThat(encode(tokenizer.with(Bos.NEVER).orElseThrow(), "Paris").ids())
        .containsExactly(encode(tokenizer, "Paris").ids());
  }

  @Test
  void choicesThatGiveOtherTokensHaveOtherFingerprints() {
    ModelTokenizer llama = TinyTokenizers.tokenizer("llama");
    String auto = llama.fingerprint();
    assertThat(auto).matches("[0-9a-f]{64}").isEqualTo(print(llama, Bos.ALWAYS));
    assertThat(print(llama, Bos.NEVER)).isNotEqualTo(auto);
    assertThat(TinyTokenizers.tokenizer("llama").fingerprint()).isEqualTo(auto);
    assertThat(TinyTokenizers.tokenizer("gemma").fingerprint()).isNotEqualTo(auto);
  }

  /** What transformers 5.23 does with such files (tried out; see FolderTokenizer). */
  @ParameterizedTest
  @CsvSource({
    "LlamaTokenizer, llama, true",
    "GPT2Tokenizer, gpt2, true",
    "Qwen2Tokenizer, qwen2, true",
    "PreTrainedTokenizerFast, gpt_neox, true",
    "GPTNeoXTokenizer, gpt_neox, false",
    "GPTNeoXTokenizerFast, olmo, false",
    "GPTNeoXTokenizer, stablelm, true",
    "GemmaTokenizer, gemma, true"
  })
  void aTokenizerJsonDecidesWhateverAddBosTokenSays(
      String tokenizerClass, String modelType, boolean expected, @TempDir Path folder)
      throws IOException {
    writeTokenizerJson(folder, modelType);
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"tokenizer_class\": \"%s\", \"add_bos_token\": false, \"bos_token\": \"<|endoftext|>\"}"
            .formatted(tokenizerClass));
    ModelTokenizer tokenizer = TinyTokenizers.folder(folder);
    assertThat(encode(tokenizer, "Paris").special()[0]).isEqualTo(expected);
    assertThat(tokenizer.special().bos()).hasValue(0);
  }

  @Test
  void codeLlamasClassAddsBosAndBertsItsFrameWhereTheFileAddsNone(@TempDir Path folder)
      throws IOException {
    writeTokenizerJson(folder, "llama");
    Path json = folder.resolve("tokenizer.json");
    String text = Files.readString(json);
    int begin = text.indexOf("\"post_processor\"");
    Files.writeString(json, text.substring(0, begin) + "\"post_processor\": null}");
    Path config = folder.resolve("tokenizer_config.json");
    Files.writeString(
        config, "{\"tokenizer_class\": \"CodeLlamaTokenizer\", \"bos_token\": \"<|endoftext|>\"}");
    assertThat(encode(TinyTokenizers.folder(folder), "Paris").ids()[0]).isZero();
    Files.writeString(
        config,
        "{\"tokenizer_class\": \"BertTokenizer\", \"cls_token\": \"!\", \"sep_token\": \"?\"}");
    ModelTokenizer bert = TinyTokenizers.folder(folder);
    assertThat(bert.special().front()).hasSize(1);
    assertThat(bert.special().back()).hasSize(1);
    Files.writeString(config, "{\"tokenizer_class\": \"BertTokenizer\"}");
    assertThat(TinyTokenizers.problems(folder))
        .containsExactly("tokenizer.json: error: the vocabulary lacks the special token '[CLS]'");
  }

  /** The tiny GPT-2's, with a post-processor that puts BOS in front. */
  private static void writeTokenizerJson(Path folder, String modelType) throws IOException {
    String text = Files.readString(TinyTokenizers.golden("gpt2").resolve("tokenizer.json"));
    int begin = text.indexOf("\"post_processor\"");
    String template =
        "\"post_processor\": {\"type\": \"TemplateProcessing\", \"single\": [{\"SpecialToken\":"
            + " {\"id\": \"<|endoftext|>\", \"type_id\": 0}}, {\"Sequence\": {\"id\": \"A\","
            + " \"type_id\": 0}}], \"pair\": [], \"special_tokens\": {\"<|endoftext|>\": {\"id\":"
            + " \"<|endoftext|>\", \"ids\": [0], \"tokens\": [\"<|endoftext|>\"]}}}}";
    String model = text.substring(text.indexOf("\"model\""), text.lastIndexOf('}'));
    Files.writeString(
        folder.resolve("tokenizer.json"), text.substring(0, begin) + model + "," + template);
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"" + modelType + "\"}");
  }

  private static String print(ModelTokenizer tokenizer, Bos choice) {
    return tokenizer.with(choice).orElseThrow().fingerprint();
  }

  private static TokenizedPrompt encode(ModelTokenizer tokenizer, String text) {
    return TinyTokenizers.encode(tokenizer, List.of(text)).get(0);
  }

  private static long count(TokenizedPrompt prompt, int id) {
    return Arrays.stream(prompt.ids()).filter(each -> each == id).count();
  }
}
