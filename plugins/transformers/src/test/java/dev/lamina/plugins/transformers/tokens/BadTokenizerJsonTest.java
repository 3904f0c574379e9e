package dev.lamina.plugins.transformers.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lamina.api.problem.RunFailedException;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a user reads about a tokenizer.json that cannot be used. Where a comment says so, the native
 * library ends the process on the file, so the test would not end if the check were missing.
 */
class BadTokenizerJsonTest {

  private static final String GOOD =
      """
      {"added_tokens": [{"id": 0, "content": "<s>", "single_word": false, "lstrip": false,
       "rstrip": false, "normalized": false, "special": true}],
      "normalizer": null,
      "pre_tokenizer": {"type": "Whitespace"},
      "post_processor": null,
      "decoder": null,
      "model": {"type": "BPE", "dropout": null, "continuing_subword_prefix": null,
      "vocab": {"<s>": 0, "a": 1, "b": 2, "ab": 3},
      "merges": [["a", "b"]]}}""";

  @Test
  void theTokenizerItselfIsFine() throws Exception {
    assertThat(TinyTokenizers.encode(open(GOOD), List.of("ab b")).get(0).ids())
        .containsExactly(3, 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "ab": 3 | "ab": -3 | :8:43 | the id of token 'ab' is -3 but must be from 0 to 16777215
          "ab": 3 | "ab": 99999999999 | :8:43 | the id of token 'ab' is 99999999999 but must be from 0 to 16777215
          "ab": 3 | "ab": "3" | :8:43 | the id of token 'ab' is '3' but must be a whole number
          "ab": 3 | "ab": 2 | :8:43 | token 'ab' has the id 2, which another one has too
          "ab": 3 | "ab": 3, "a": 4 | :8:51 | token 'a' is in the vocabulary twice
          [["a", "b"]] | [["a", "c"]] | :9:21 | a merge has the token 'c', which the vocabulary lacks
          [["a", "b"]] | ["b a"] | :9:12 | a merge gives the token 'ba', which the vocabulary lacks
          [["a", "b"]] | ["ab"] | :9:12 | an item of model.merges is not a pair of tokens
          [["a", "b"]] | [["a"]] | :9:16 | an item of model.merges is not a pair of tokens
          [["a", "b"]] | {} | :9:11 | model.merges is a mapping but must be a list
          {"<s>": 0, "a": 1, "b": 2, "ab": 3} | "abc" | :8:10 | model.vocab is 'abc' but must be a mapping or a list
          "dropout": null | "dropout": 0.1 | :7:37 | dropout is 0.1: the tokens would be random
          "content": "<s>" | "content": "" | :1:19 | an added token has no content
          "id": 0 | "id": 7 | :1:26 | added token '<s>' has the id 7, but its place in the vocabulary is 0
          "Whitespace" | "Blanks" |  | the tokenizers' library refuses it: data did not match any variant of untagged enum PreTokenizerUntagged
          """)
  void aFileThatIsWrong(String written, String instead, String place, String message) {
    assertThat(reason(GOOD.replace(written, instead)))
        .isEqualTo((place == null ? "f" : "f" + place) + ": " + message);
  }

  /** The library ends the process on each of these. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "continuing_subword_prefix": null | "continuing_subword_prefix": "##" | a merge has the token 'b', which does not begin with continuing_subword_prefix '##'
          "normalizer": null | "normalizer": {"type": "Precompiled"} | precompiled_charsmap is damaged: it is not a map of characters
          "normalizer": null | "normalizer": {"type": "Precompiled", "precompiled_charsmap": "***"} | precompiled_charsmap is damaged: it is not a map of characters
          "normalizer": null | "normalizer": {"type": "Precompiled", "precompiled_charsmap": "BAAAAAAAAAA="} | precompiled_charsmap is damaged: it is not a map of characters
          "normalizer": null | "normalizer": {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": ""}]} | prepend is '' but must be a text that is not empty
          "normalizer": null | "normalizer": {"type": "Replace", "pattern": {"String": ""}, "content": "x"} | the pattern of a replacement matches the empty text
          "normalizer": null | "normalizer": {"type": "Replace", "pattern": {"Regex": "x*"}, "content": "x"} | the pattern of a replacement matches the empty text
          {"type": "Whitespace"} | {"type": "FixedLength", "length": 0} | length is 0 but must be a whole number above 0
          "post_processor": null | "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<x>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}], "pair": [], "special_tokens": {}} | post_processor: special token '<x>' is in the template but not in special_tokens
          "post_processor": null | "post_processor": {"type": "TemplateProcessing", "single": [{"Sequence": {"id": "B", "type_id": 0}}], "pair": [], "special_tokens": {}} | post_processor: a template for one text has something besides it
          """)
  void whatEndsTheProcessIsRefusedBefore(String written, String instead, String message) {
    assertThat(reason(GOOD.replace(written, instead))).endsWith(": " + message);
  }

  @Test
  void mergesBeforeTheVocabularyAreCheckedToo() throws Exception {
    String merges = ",\n\"merges\": [[\"a\", \"b\"]]";
    String moved =
        GOOD.replace(merges, "").replace("\"dropout\": null", "\"merges\": [[\"a\", \"b\"]]");
    assertThat(TinyTokenizers.encode(open(moved), List.of("ab")).get(0).ids()).containsExactly(3);
    assertThat(reason(moved.replace("\"b\"]]", "\"c\"]]")))
        .isEqualTo("f:7:46: a merge has the token 'c', which the vocabulary lacks");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | f: the file is empty
          '[]' | f:1:1: the file is a list but must be a JSON object
          '{}' | f: the file is not a tokenizer: it has no vocabulary (model.vocab)
          '{"model": []}' | f:1:11: model is a list but must be a mapping
          '{"model": {"vocab": {}}} x' | f:1:26: this is not JSON: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
          """)
  void aFileThatIsNoTokenizer(String json, String message) {
    assertThat(reason(json)).startsWith(message.substring(0, Math.min(90, message.length())));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 200, 300, 390})
  void aFileThatIsCut(int length) {
    assertThat(reason(GOOD.substring(0, length))).matches("f(:\\d+:\\d+)?: this is not JSON: .*");
  }

  @Test
  void aFileThatIsDeep() {
    assertThat(reason("{\"normalizer\": " + "[".repeat(100_000)))
        .isEqualTo("f: it nests deeper, or has longer texts, than any tokenizer");
  }

  @Test
  void aUnigramModelWhoseUnknownTokenIsNotThere() {
    String unigram =
        "{\"model\": {\"type\": \"Unigram\", \"unk_id\": %s, \"vocab\": [[\"a\", -1.0], %s]}}";
    assertThat(reason(unigram.formatted("2", "[\"b\", -2.0]")))
        .isEqualTo("f:1:41: unk_id is 2 but must be the id of a token, from 0 to 1");
    assertThat(reason(unigram.formatted("0", "[\"b\"]")))
        .isEqualTo("f:1:71: item 1 of model.vocab is not a token with its score");
    assertThat(reason(unigram.formatted("\"0\"", "[\"b\", -2.0]")))
        .startsWith("f: the tokenizers' library refuses it: ");
  }

  @Test
  void aWordPieceModelWithoutItsUnknownToken() {
    assertThat(
            reason(
                "{\"model\": {\"type\": \"WordPiece\", \"unk_token\": \"[UNK]\", \"vocab\":"
                    + " {\"a\": 0}}}"))
        .isEqualTo("f:1:46: unk_token is '[UNK]', which the vocabulary lacks");
  }

  @Test
  void aTextThatTheLibraryCannotEncodeIsOneSentence() throws Exception {
    ModelTokenizer tokenizer =
        open(
            "{\"model\": {\"type\": \"Unigram\", \"unk_id\": null, \"byte_fallback\": false,"
                + " \"vocab\": [[\"a\", -1.0]]}}");
    assertThatThrownBy(() -> TinyTokenizers.encode(tokenizer, List.of("b")))
        .isInstanceOf(RunFailedException.class)
        .hasMessage(
            "tokenizer f cannot encode 'b': Encountered an unknown token but `unk_id` is missing");
  }

  /** A sparse file, so that the test needs no disk. */
  @Test
  void aFileLargerThanAnyTokenizer(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"gpt2\"}");
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("tokenizer.json").toFile(), "rw")) {
      file.setLength((256L << 20) + 1);
    }
    assertThat(TinyTokenizers.problems(folder))
        .containsExactly(
            "tokenizer.json: error: the file has more than 256 MiB, which no tokenizer has");
  }

  private static ModelTokenizer open(String json) throws InvalidTokenizerException {
    return ModelTokenizer.of("f", json.getBytes(StandardCharsets.UTF_8), FamilyTokens.unknown());
  }

  private static String reason(String json) {
    InvalidTokenizerException refused =
        catchThrowableOfType(InvalidTokenizerException.class, () -> open(json));
    assertThat(refused).as("refusal of " + json).isNotNull();
    assertThat(refused.reason()).doesNotContain("\n");
    return refused.location() + ": " + refused.reason();
  }
}
