package dev.lamina.plugins.transformers.tokens;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.torch.Torch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/** Hugging Face's tokenizers by DJL, without the truncation and padding that a file may ask for. */
final class NativeTokenizers {

  private static final Map<String, String> OPTIONS =
      Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

  private NativeTokenizers() {}

  /**
   * Opens a tokenizer.json.
   *
   * @throws RuntimeException as the library throws it if it refuses the text
   */
  static HuggingFaceTokenizer open(byte[] json) {
    Torch.quieten();
    try {
      return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), OPTIONS);
    } catch (EngineException | LinkageError e) {
      throw new RunFailedException("the tokenizers' library does not start: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
  }

  /**
   * Finds out whether the library takes a tokenizer without its vocabulary.
   *
   * @throws InvalidTokenizerException if it does not
   */
  static void tryToOpen(String origin, byte[] skeleton) throws InvalidTokenizerException {
    try {
      open(skeleton).close();
    } catch (RunFailedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidTokenizerException(
          Location.file(origin), "the tokenizers' library refuses it: " + reason(e));
    }
  }

  /** The library's words in one line, without the place in what it was given. */
  static String reason(RuntimeException e) {
    String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return Quoted.bare(text.replaceAll(" at line \\d+ column \\d+", ""));
  }
}
