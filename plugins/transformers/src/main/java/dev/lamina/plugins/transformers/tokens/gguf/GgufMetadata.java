package dev.lamina.plugins.transformers.tokens.gguf;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The metadata of a GGUF file, by GGUF's own keys. An absent key gives nothing; a value of another
 * type is an error that says so.
 */
public interface GgufMetadata {

  /** A text. */
  Optional<String> text(String key) throws InvalidWeightsException;

  /** A switch. */
  Optional<Boolean> flag(String key) throws InvalidWeightsException;

  /** A whole number. */
  OptionalLong integer(String key) throws InvalidWeightsException;

  /** A list of texts. */
  Optional<List<String>> texts(String key) throws InvalidWeightsException;

  /** A list of whole numbers. */
  Optional<int[]> integers(String key) throws InvalidWeightsException;

  /** A list of numbers. */
  Optional<float[]> numbers(String key) throws InvalidWeightsException;
}
