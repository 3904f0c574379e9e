package dev.lamina.plugins.transformers.tokens.gguf;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.text.Merge;
import dev.lamina.plugins.transformers.tokens.text.Piece;
import dev.lamina.plugins.transformers.tokens.text.Piece.Kind;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.gguf.GgufMetadata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The vocabulary in a GGUF file's metadata.
 *
 * @param file in messages
 */
record GgufVocabulary(String file, GgufMetadata metadata) {

  private static final String PREFIX = "tokenizer.ggml.";

  /** Reads a value of the metadata. */
  @FunctionalInterface
  private interface Reading<T> {
    T read() throws InvalidWeightsException;
  }

  /** The tokens with their types, and scores where the file has some. */
  List<Piece> pieces() throws InvalidTokenizerException {
    List<String> tokens = read(() -> metadata.texts(PREFIX + "tokens")).orElse(List.of());
    if (tokens.isEmpty()) {
      throw invalid("the file has no tokenizer: tokenizer.ggml.tokens is missing");
    }
    Optional<int[]> kinds = read(() -> metadata.integers(PREFIX + "token_type"));
    Optional<float[]> scores = read(() -> metadata.numbers(PREFIX + "scores"));
    checkLength("token_type", kinds.map(all -> all.length), tokens);
    checkLength("scores", scores.map(all -> all.length), tokens);
    Set<String> seen = new HashSet<>();
    List<Piece> pieces = new ArrayList<>();
    for (int id = 0; id < tokens.size(); id++) {
      Optional<Kind> kind = kinds.isPresent() ? Kind.of(kinds.get()[id]) : Optional.of(Kind.NORMAL);
      float score = scores.isPresent() ? scores.get()[id] : 0;
      if (kind.isEmpty() || !Float.isFinite(score) || tokens.get(id).isEmpty()) {
        throw invalid("token " + id + " has no text, type or score that is known");
      }
      if (!seen.add(tokens.get(id))) {
        throw invalid("token " + Quoted.of(tokens.get(id)) + " is in the vocabulary twice");
      }
      pieces.add(new Piece(tokens.get(id), score, kind.get()));
    }
    return pieces;
  }

  private void checkLength(String key, Optional<Integer> length, List<String> tokens)
      throws InvalidTokenizerException {
    if (length.isPresent() && length.get() != tokens.size()) {
      throw invalid(
          "%s%s has %d items for %d tokens".formatted(PREFIX, key, length.get(), tokens.size()));
    }
  }

  /** The merges, if the file has some. */
  Optional<List<Merge>> merges() throws InvalidTokenizerException {
    Optional<List<String>> lines = read(() -> metadata.texts(PREFIX + "merges"));
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    List<Merge> merges = new ArrayList<>();
    for (String line : lines.get()) {
      int space = line.indexOf(' ');
      if (space < 1 || space != line.lastIndexOf(' ') || space == line.length() - 1) {
        throw invalid("merge " + Quoted.of(line) + " is not two tokens with a space between them");
      }
      merges.add(new Merge(line.substring(0, space), line.substring(space + 1)));
    }
    return Optional.of(merges);
  }

  /** The token whose id is under a key. */
  Optional<String> token(String key, List<Piece> pieces) throws InvalidTokenizerException {
    OptionalLong id = read(() -> metadata.integer(PREFIX + key));
    if (id.isEmpty()) {
      return Optional.empty();
    }
    if (id.getAsLong() < 0 || id.getAsLong() >= pieces.size()) {
      throw invalid(PREFIX + key + " is " + id.getAsLong() + ", which is no token's id");
    }
    return Optional.of(pieces.get((int) id.getAsLong()).text());
  }

  Optional<String> text(String key) throws InvalidTokenizerException {
    return read(() -> metadata.text(PREFIX + key));
  }

  Optional<Boolean> flag(String key) throws InvalidTokenizerException {
    return read(() -> metadata.flag(PREFIX + key));
  }

  /** The architecture of the model, which tells Gemma's vocabularies from Llama's. */
  String architecture() throws InvalidTokenizerException {
    return read(() -> metadata.text("general.architecture")).orElse("");
  }

  private <T> T read(Reading<T> reading) throws InvalidTokenizerException {
    try {
      return reading.read();
    } catch (InvalidWeightsException e) {
      throw invalid(e.reason());
    }
  }

  InvalidTokenizerException invalid(String reason) {
    return new InvalidTokenizerException(Location.file(file), reason);
  }
}
