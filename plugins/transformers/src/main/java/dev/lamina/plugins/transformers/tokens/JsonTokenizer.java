package dev.lamina.plugins.transformers.tokens;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.prompt.Span;
import dev.lamina.plugins.transformers.torch.Torch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Hugging Face's tokenizers by DJL, without the truncation and padding that the file may ask for.
 */
public final class JsonTokenizer implements Tokenizer {

  private static final Map<String, String> OPTIONS =
      Map.of("addSpecialTokens", "true", "truncation", "false", "padding", "false");

  private final Path file;
  private final HuggingFaceTokenizer tokenizer;

  private JsonTokenizer(Path file, HuggingFaceTokenizer tokenizer) {
    this.file = file;
    this.tokenizer = tokenizer;
  }

  /**
   * Opens a {@code tokenizer.json}.
   *
   * @throws RunFailedException if the library refuses it
   */
  public static JsonTokenizer open(Path file) {
    Torch.quieten();
    try (InputStream json = Files.newInputStream(file)) {
      return new JsonTokenizer(file, HuggingFaceTokenizer.newInstance(json, OPTIONS));
    } catch (EngineException | LinkageError e) {
      throw new RunFailedException("the tokenizers' library does not start: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw failed(file, "cannot be read", e);
    }
  }

  @Override
  public List<TokenizedPrompt> encode(List<String> texts) {
    return texts.stream().map(this::encode).toList();
  }

  private TokenizedPrompt encode(String text) {
    String valid = withoutLoneSurrogates(text);
    Encoding encoding;
    try {
      encoding = tokenizer.encode(valid);
    } catch (RuntimeException e) {
      throw failed(file, "cannot encode " + Quoted.of(text), e);
    }
    int[] ids = Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    boolean[] special = new boolean[ids.length];
    List<Span> spans = new ArrayList<>(ids.length);
    int[] offsets = offsets(valid);
    for (int i = 0; i < ids.length; i++) {
      special[i] = encoding.getSpecialTokenMask()[i] != 0;
      CharSpan span = encoding.getCharTokenSpans()[i];
      spans.add(
          span == null || special[i]
              ? new Span(0, 0)
              : new Span(offsets[span.getStart()], offsets[span.getEnd()]));
    }
    return new TokenizedPrompt(ids, spans, special);
  }

  /** The library counts code points: where each begins in UTF-16, and where the last one ends. */
  private static int[] offsets(String text) {
    int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
    for (int point = 0; point + 1 < offsets.length; point++) {
      offsets[point + 1] = text.offsetByCodePoints(offsets[point], 1);
    }
    return offsets;
  }

  /**
   * Half a surrogate pair is no character, and would make the library misread the whole text. It
   * becomes U+FFFD, which has the same length.
   */
  private static String withoutLoneSurrogates(String text) {
    StringBuilder valid = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> Character.getType(point) == Character.SURROGATE ? '\ufffd' : point)
        .forEach(valid::appendCodePoint);
    return valid.toString();
  }

  private static RunFailedException failed(Path file, String what, Exception e) {
    return new RunFailedException(
        "tokenizer %s %s: %s".formatted(file, what, Quoted.bare(String.valueOf(e.getMessage()))),
        e);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
