package dev.lamina.plugins.transformers.tokens.gguf;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.text.Merge;
import dev.lamina.plugins.transformers.tokens.text.Piece;
import dev.lamina.plugins.transformers.tokens.text.Piece.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The vocabulary in a GGUF file's metadata.
 *
 * @param file in messages
 */
record GgufVocabulary(String file, GgufMetadata metadata) {

  private static final int NORMAL = 1;
  private static final String PREFIX = "tokenizer.ggml.";

  /** The tokens with their types, and scores where the file has some. */
  List<Piece> pieces() throws InvalidTokenizerException {
    List<String> tokens = texts("tokens");
    List<? extends Number> kinds = numbers("token_type", tokens.size(), NORMAL);
    List<? extends Number> scores = numbers("scores", tokens.size(), 0);
    Set<String> seen = new HashSet<>();
    List<Piece> pieces = new ArrayList<>();
    for (int id = 0; id < tokens.size(); id++) {
      Optional<Kind> kind = Kind.of(kinds.get(id).longValue());
      float score = scores.get(id).floatValue();
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

  /** The merges, if the file has some. */
  Optional<List<Merge>> merges() throws InvalidTokenizerException {
    Optional<List<String>> lines = metadata.texts(PREFIX + "merges");
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
    Optional<Long> id = metadata.number(PREFIX + key);
    if (id.isPresent() && (id.get() < 0 || id.get() >= pieces.size())) {
      throw invalid(PREFIX + key + " is " + id.get() + ", which is no token's id");
    }
    return id.map(found -> pieces.get(found.intValue()).text());
  }

  Optional<String> text(String key) {
    return metadata.text(PREFIX + key);
  }

  Optional<Boolean> flag(String key) {
    return metadata.flag(PREFIX + key);
  }

  private List<String> texts(String key) throws InvalidTokenizerException {
    Optional<List<String>> texts = metadata.texts(PREFIX + key);
    if (texts.isEmpty() || texts.get().isEmpty()) {
      throw invalid("the file has no tokenizer: " + PREFIX + key + " is missing");
    }
    return texts.get();
  }

  private List<? extends Number> numbers(String key, int count, int absent)
      throws InvalidTokenizerException {
    Optional<List<? extends Number>> numbers = metadata.numbers(PREFIX + key);
    if (numbers.isEmpty()) {
      return Collections.nCopies(count, absent);
    }
    if (numbers.get().size() != count) {
      throw invalid(
          "%s%s has %d items for %d tokens".formatted(PREFIX, key, numbers.get().size(), count));
    }
    return numbers.get();
  }

  InvalidTokenizerException invalid(String reason) {
    return new InvalidTokenizerException(Location.file(file), reason);
  }
}
