package dev.lamina.plugins.transformers.tokens.check;

import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.json.JsonValue;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * What the native library's normalizers and pre-tokenizers cannot take: they end the process. Which
 * these are was found by trying (tokenizers 0.21.4).
 */
final class Pipeline {

  private Pipeline() {}

  /**
   * Checks a normalizer or pre-tokenizer and all those that it consists of.
   *
   * @throws InvalidTokenizerException if the library would end the process
   */
  static void check(JsonValue part) throws InvalidTokenizerException {
    if (part instanceof JsonValue.Mapping mapping) {
      checkOne(mapping);
      for (JsonValue inner : mapping.entries().values()) {
        check(inner);
      }
    }
    for (JsonValue item : part.items()) {
      check(item);
    }
  }

  /** By its keys, since the library also takes parts without a type. */
  private static void checkOne(JsonValue.Mapping part) throws InvalidTokenizerException {
    JsonValue map = part.get("precompiled_charsmap").orElse(part);
    boolean replaces = map != part || part.text("type").orElse("").equals("Precompiled");
    if (replaces && !isSound(map)) {
      throw new InvalidTokenizerException(
          map.at(), "precompiled_charsmap is damaged: it is not a map of characters");
    }
    Optional<JsonValue> prepend = part.get("prepend");
    if (prepend.isPresent() && part.text("prepend").orElse("").isEmpty()) {
      throw prepend.get().mustBe("prepend", "a text that is not empty");
    }
    Optional<JsonValue> length = part.get("length");
    if (length.isPresent() && length.get().integer().orElse(0) < 1) {
      throw length.get().mustBe("length", "a whole number above 0");
    }
    Optional<JsonValue> pattern = part.get("pattern");
    if (pattern.isPresent() && part.get("content").isPresent() && matchesNothing(pattern.get())) {
      throw new InvalidTokenizerException(
          pattern.get().at(), "the pattern of a replacement matches the empty text");
    }
  }

  private static boolean isSound(JsonValue map) {
    try {
      return map instanceof JsonValue.Text text
          && CharsMap.isSound(Base64.getDecoder().decode(text.value()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A pattern that Java cannot compile is left to the library. */
  private static boolean matchesNothing(JsonValue pattern) {
    if (pattern.text("String").isPresent()) {
      return pattern.text("String").orElseThrow().isEmpty();
    }
    try {
      Pattern compiled = Pattern.compile(pattern.text("Regex").orElse("."));
      return Stream.of("", "a", " ", "a b")
          .flatMap(sample -> compiled.matcher(sample).results())
          .anyMatch(match -> match.group().isEmpty());
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
