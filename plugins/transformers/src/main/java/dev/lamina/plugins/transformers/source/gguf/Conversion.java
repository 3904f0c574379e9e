package dev.lamina.plugins.transformers.source.gguf;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.util.Map;
import java.util.function.Function;

/**
 * How llama.cpp's converter changes a family's model, told backwards.
 *
 * @param architecture {@code general.architecture} of its files
 * @param names Hugging Face's names of tensors by GGUF's, without {@code .weight} and {@code
 *     .bias}, a block's number as {@code {}}
 * @param configuration puts the keys of {@code config.json}
 * @param tensors turns a tensor into what Hugging Face stores
 * @see <a href="https://github.com/ggml-org/llama.cpp/tree/master/conversion">the converter</a>
 */
record Conversion(
    String architecture,
    Function<Settings, Map<String, String>> names,
    Configuration configuration,
    Tensors tensors) {

  /** Puts the keys of {@code config.json}. */
  @FunctionalInterface
  interface Configuration {
    void put(Settings settings) throws InvalidWeightsException;
  }

  /** Turns tensors into what Hugging Face stores. */
  @FunctionalInterface
  interface Tensors {

    /** All tensors are stored as they are. */
    Tensors AS_THEY_ARE = (kind, tensor, settings) -> tensor;

    /**
     * Turns a tensor.
     *
     * @param kind its name without block and {@code .weight} or {@code .bias}: {@code attn_q}
     */
    StoredTensor turn(String kind, StoredTensor tensor, Settings settings)
        throws InvalidWeightsException;
  }
}
