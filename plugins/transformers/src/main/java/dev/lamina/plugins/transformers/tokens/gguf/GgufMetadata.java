package dev.lamina.plugins.transformers.tokens.gguf;

import java.util.List;
import java.util.Optional;

/** The metadata of a GGUF file, by key and type; absent where a key has a value of another type. */
public interface GgufMetadata {

  /** A text. */
  Optional<String> text(String key);

  /** A whole number of any width. */
  Optional<Long> number(String key);

  /** A switch. */
  Optional<Boolean> flag(String key);

  /** A list of texts. */
  Optional<List<String>> texts(String key);

  /** A list of numbers of any type. */
  Optional<List<? extends Number>> numbers(String key);
}
