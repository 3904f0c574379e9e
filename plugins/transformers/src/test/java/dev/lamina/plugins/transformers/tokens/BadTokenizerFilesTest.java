package dev.lamina.plugins.transformers.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.TokenizedPrompt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads about files beside or instead of tokenizer.json that cannot be used. */
class BadTokenizerFilesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          gpt2 | merges.txt | e r | e \u2603 | merges.txt:NN:1: error: a merge has the token '\u2603', which the vocabulary lacks
          gpt2 | merges.txt | e r | er | merges.txt:NN:1: error: this line is not two tokens with a space between them: 'er'
          gpt2 | vocab.json | "!":0 | "!":1 | vocab.json:1:NN: error: token '"' has the id 1, which another one has too
          gpt2 | vocab.json | "!":0 | "!":-1 | vocab.json:1:6: error: the id of token '!' is -1 but must be from 0 to 16777215
          gpt2 | tokenizer_config.json | "GPT2Tokenizer" | ["GPT2Tokenizer"] | tokenizer_config.json:1:20: error: tokenizer_class is a list but must be a text
          gpt2 | tokenizer_config.json | "GPT2Tokenizer" | "XTokenizer" | tokenizer.json: error: the file is missing, and XTokenizer cannot be made from other files; transformers writes it: AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER)
          opt | tokenizer_config.json | "add_bos_token":true | "add_bos_token":1 | tokenizer_config.json:1:52: error: add_bos_token is 1 but must be true or false
          opt | tokenizer_config.json | "content":"</s>" | "content":7 | tokenizer_config.json:1:NN: error: unk_token is a mapping but must be a token: a text, or a mapping with content
          qwen2 | tokenizer_config.json | "450" | "x" | tokenizer_config.json:1:NN: error: added_tokens_decoder is a mapping but must be a mapping of ids to tokens
          neox | added_tokens.json | 452 | "x" | added_tokens.json:1:7: error: the id of an added token is 'x' but must be a whole number
          bert-uncased | vocab.txt | [UNK] | [ANY] | vocab.txt: error: the vocabulary lacks the unk token '[UNK]'
          bert-uncased | vocab.txt | [PAD] | [UNK] | vocab.txt:2:1: error: token '[UNK]' is also in line 1
          bert-cased | tokenizer_config.json | "do_lower_case":false, | | vocab.txt: error: the vocabulary has capitals ('Berlin'), but nothing says whether case counts; put {"do_lower_case": false} into tokenizer_config.json if it does
          """)
  void aTextFileThatIsWrong(
      String name, String file, String written, String instead, String message) throws IOException {
    TinyTokenizers.copy(name, folder);
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(written);
    int at = text.indexOf(written);
    String by = instead == null ? "" : instead;
    Files.writeString(path, text.substring(0, at) + by + text.substring(at + written.length()));
    assertThat(TinyTokenizers.problems(folder))
        .singleElement()
        .asString()
        .matches(Pattern.quote(message).replace("NN", "\\E\\d+\\Q"));
  }

  @ParameterizedTest
  @CsvSource({"gpt2, merges.txt", "gpt2, vocab.json"})
  void aFileThatIsMissing(String name, String file) throws IOException {
    TinyTokenizers.copy(name, folder);
    Files.delete(folder.resolve(file));
    assertThat(TinyTokenizers.problems(folder))
        .containsExactly(file + ": error: the file is missing");
  }

  @Test
  void aVocabularyInAnotherEncoding() throws IOException {
    TinyTokenizers.copy("bert-uncased", folder);
    Path file = folder.resolve("vocab.txt");
    Files.write(file, Files.readString(file).getBytes(StandardCharsets.UTF_16));
    assertThat(TinyTokenizers.problems(folder))
        .containsExactly("vocab.txt:1:1: error: this line is not text in UTF-8");
    Files.write(file, "[PAD]\n[UNK]\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(TinyTokenizers.problems(folder))
        .containsExactly("vocab.txt:3:1: error: this line is not text in UTF-8");
    Files.write(file, "\ufeff[PAD]\n[UNK]\n".getBytes(StandardCharsets.UTF_8));
    assertThat(TinyTokenizers.problems(folder))
        .containsExactly(
            "vocab.txt:1:1: error: the file begins with a byte order mark; save it without one");
    Files.writeString(file, "[PAD]\n\n[UNK]\n");
    assertThat(TinyTokenizers.problems(folder))
        .containsExactly("vocab.txt:2:1: error: this line is empty instead of a token");
    Files.writeString(file, "\n");
    assertThat(TinyTokenizers.problems(folder))
        .containsExactly("vocab.txt: error: the file is empty");
  }

  @Test
  void windowsLineEndsAndALineTooManyDoNotMatter() throws IOException {
    TinyTokenizers.copy("bert-uncased", folder);
    Path file = folder.resolve("vocab.txt");
    Files.writeString(file, Files.readString(file).replace("\n", "\r\n") + "\r\n");
    List<String> texts = TinyTokenizers.texts();
    List<TokenizedPrompt> found = TinyTokenizers.encode(TinyTokenizers.folder(folder), texts);
    List<TokenizedPrompt> expected =
        TinyTokenizers.encode(TinyTokenizers.tokenizer("bert-uncased"), texts);
    for (int row = 0; row < texts.size(); row++) {
      assertThat(found.get(row).ids()).containsExactly(expected.get(row).ids());
    }
  }

  @Test
  void aSentencepieceModelThatIsCutOrNone() throws IOException {
    TinyTokenizers.copy("llama", folder);
    Path file = folder.resolve("tokenizer.model");
    byte[] model = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(model, model.length - 3));
    assertThat(TinyTokenizers.problems(folder))
        .singleElement()
        .asString()
        .startsWith("tokenizer.model: error: the file ends too early or is damaged: ");
    Files.write(file, new byte[0]);
    assertThat(TinyTokenizers.problems(folder))
        .containsExactly(
            "tokenizer.model: error: the file holds no pieces, or is not a sentencepiece model");
    Files.writeString(file, "IQ== 0\nIg== 1\n");
    assertThat(TinyTokenizers.problems(folder))
        .singleElement()
        .asString()
        .startsWith(
            "tokenizer.model: error: this is a tiktoken vocabulary, not a sentencepiece model;");
  }

  /** What another family's model does, this family's tokenizer.json would not do. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          xlm-roberta | sentencepiece.bpe.model | LlamaTokenizer      | the model is not as those of Llama are: its type is UNIGRAM
          llama       | tokenizer.model         | XLMRobertaTokenizer | the model is not as those of XLM-RoBERTa are: its type is BPE
          llama       | tokenizer.model         | GemmaTokenizer      | the model is not as those of Gemma are: add_dummy_prefix is true
          gemma       | tokenizer.model         | LlamaTokenizer      | the model is not as those of Llama are: add_dummy_prefix is false
          """)
  void aSentencepieceModelOfAnotherFamily(
      String name, String file, String tokenizerClass, String message) throws IOException {
    TinyTokenizers.copy(name, folder);
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"tokenizer_class\": \"" + tokenizerClass + "\"}");
    assertThat(TinyTokenizers.problems(folder)).containsExactly(file + ": error: " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"})
  void aFileBesideThatIsNotJson(String name) throws IOException {
    TinyTokenizers.copy("gpt2", folder);
    Files.writeString(folder.resolve(name), "{\n \"a\": }");
    assertThat(TinyTokenizers.problems(folder))
        .singleElement()
        .asString()
        .startsWith(name + ":2:7: error: this is not JSON: ");
    Files.delete(folder.resolve(name));
    Files.createDirectory(folder.resolve(name));
    assertThat(TinyTokenizers.problems(folder))
        .containsExactly(name + ": error: this is not a file");
  }
}
