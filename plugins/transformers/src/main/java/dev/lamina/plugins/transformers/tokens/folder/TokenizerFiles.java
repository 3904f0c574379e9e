package dev.lamina.plugins.transformers.tokens.folder;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.json.JsonFile;
import dev.lamina.plugins.transformers.tokens.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a folder that a tokenizer is made from. */
record TokenizerFiles(Path folder) {

  static final String ADVICE =
      "transformers writes it: AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER)";

  static final List<String> SENTENCE_PIECE =
      List.of("tokenizer.model", "sentencepiece.bpe.model", "spiece.model");

  /** A tokenizer.json of 260,000 tokens in all languages has 33 MB. */
  private static final int MOST_BYTES = 256 << 20;

  boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  /** A file as messages name it. */
  String name(String name) {
    return folder.resolve(name).toString();
  }

  /**
   * The content of a file.
   *
   * @throws InvalidTokenizerException if it cannot be read, or is larger than any tokenizer
   */
  byte[] bytes(String name) throws InvalidTokenizerException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw invalid(name, Files.exists(file) ? "this is not a file" : "the file is missing");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw invalid(name, "the file has more than 256 MiB, which no tokenizer has");
      }
      return bytes;
    } catch (IOException e) {
      throw invalid(name, "the file cannot be read: " + Quoted.bare(e));
    }
  }

  /** What the files beside the vocabulary say; absent ones say nothing. */
  TokenizerSettings settings() throws InvalidTokenizerException {
    JsonValue.Mapping nothing =
        new JsonValue.Mapping(Location.file(name("tokenizer_config.json")), Map.of());
    return new TokenizerSettings(
        mapping("tokenizer_config.json").orElse(nothing),
        mapping("special_tokens_map.json"),
        mapping("added_tokens.json"));
  }

  private Optional<JsonValue.Mapping> mapping(String name) throws InvalidTokenizerException {
    return has(name) ? Optional.of(JsonFile.mapping(name(name), bytes(name))) : Optional.empty();
  }

  InvalidTokenizerException invalid(String name, String reason) {
    return new InvalidTokenizerException(Location.file(name(name)), reason);
  }
}
