package dev.lamina.plugins.transformers.source.gguf;

import dev.lamina.api.problem.Location;
import dev.lamina.plugins.transformers.tokens.ModelTokenizer;
import dev.lamina.plugins.transformers.tokens.gguf.GgufMetadata;
import dev.lamina.plugins.transformers.tokens.gguf.GgufTokenizer;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.gguf.GgufFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A GGUF file's metadata as its tokenizer is made from them. */
public final class TokenizerMetadata implements GgufMetadata {

  private final dev.lamina.plugins.transformers.weights.gguf.GgufMetadata metadata;

  /** Carries a value of the wrong type out of what asks for it. */
  private static final class WrongValueException extends RuntimeException {

    private final String reason;

    WrongValueException(InvalidWeightsException cause) {
      super(cause);
      this.reason = cause.reason();
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read() throws InvalidWeightsException;
  }

  private TokenizerMetadata(GgufFile file) {
    this.metadata = file.metadata();
  }

  /**
   * The tokenizer of a file.
   *
   * @throws InvalidTokenizerException if it has none that is known exactly
   */
  public static ModelTokenizer tokenizer(GgufFile file) throws InvalidTokenizerException {
    String name = file.path().toString();
    try {
      return ModelTokenizer.of(name, GgufTokenizer.convert(name, new TokenizerMetadata(file)));
    } catch (WrongValueException e) {
      throw new InvalidTokenizerException(Location.file(name), e.reason);
    }
  }

  @Override
  public Optional<String> text(String key) {
    return read(() -> metadata.text(key));
  }

  @Override
  public Optional<Long> number(String key) {
    return read(() -> metadata.integer(key).stream().boxed().findAny());
  }

  @Override
  public Optional<Boolean> flag(String key) {
    return read(() -> metadata.flag(key));
  }

  @Override
  public Optional<List<String>> texts(String key) {
    return read(() -> metadata.texts(key));
  }

  @Override
  public Optional<List<? extends Number>> numbers(String key) {
    return read(() -> metadata.numbers(key)).map(TokenizerMetadata::boxed);
  }

  private static List<Float> boxed(float[] numbers) {
    return IntStream.range(0, numbers.length).mapToObj(i -> numbers[i]).toList();
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.read();
    } catch (InvalidWeightsException e) {
      throw new WrongValueException(e);
    }
  }
}
