package dev.lamina.plugins.transformers.source.gguf;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Gemma 1, 2 and 3 (text). GGUF holds 1 + w of each norm's w. */
final class GemmaLike {

  private static final Map<String, String> FOUR_NORMS =
      Map.of(
          "blk.{}.attn_norm", "input_layernorm",
          "blk.{}.post_attention_norm", "post_attention_layernorm",
          "blk.{}.ffn_norm", "pre_feedforward_layernorm",
          "blk.{}.post_ffw_norm", "post_feedforward_layernorm");

  private static final Map<String, String> QUERY_NORMS =
      Map.of("blk.{}.attn_q_norm", "self_attn.q_norm", "blk.{}.attn_k_norm", "self_attn.k_norm");

  private static final int LAYERS_OF_GEMMA_2_27B = 46;
  private static final int LAYERS_OF_GEMMA_3_27B = 62;
  private static final int MOST_LAYERS = 10_000;

  private GemmaLike() {}

  static List<Conversion> all() {
    return List.of(
        new Conversion(
            "gemma",
            it -> LlamaLike.names(LlamaLike.preNorms()),
            settings -> decoder(settings, "gemma"),
            GemmaLike::minusOne),
        new Conversion(
            "gemma2", it -> LlamaLike.names(FOUR_NORMS), GemmaLike::gemma2, GemmaLike::minusOne),
        new Conversion(
            "gemma3",
            it -> LlamaLike.names(FOUR_NORMS, QUERY_NORMS),
            GemmaLike::gemma3,
            GemmaLike::minusOne));
  }

  private static StoredTensor minusOne(String kind, StoredTensor tensor, Settings settings) {
    return kind.endsWith("norm") ? tensor.plus(-1) : tensor;
  }

  private static void gemma2(Settings settings) throws InvalidWeightsException {
    decoder(settings, "gemma2");
    settings.put("attn_logit_softcapping", settings.number("attn_logit_softcapping", 50));
    settings.put("final_logit_softcapping", settings.number("final_logit_softcapping", 30));
    settings.put("sliding_window", settings.size("attention.sliding_window", 4096));
    putLayerTypes(settings, 2);
    putQueryScale(settings, LAYERS_OF_GEMMA_2_27B);
  }

  private static void gemma3(Settings settings) throws InvalidWeightsException {
    decoder(settings, "gemma3_text");
    settings.put("rope_theta", settings.number("rope.freq_base", 1_000_000));
    settings.put("rope_local_base_freq", settings.number("rope.freq_base_swa", 10_000));
    settings.copyNumber("final_logit_softcapping", "final_logit_softcapping");
    boolean windows = settings.whole("attention.sliding_window").orElse(0) > 0;
    settings.copyWhole("attention.sliding_window", "sliding_window");
    putLayerTypes(settings, windows ? settings.size("attention.sliding_window_pattern", 6) : 1);
    putQueryScale(settings, LAYERS_OF_GEMMA_3_27B);
  }

  private static void decoder(Settings settings, String modelType) throws InvalidWeightsException {
    Shape.put(settings, modelType);
    settings.put("head_dim", Shape.headSize(settings));
    settings.put("hidden_act", "gelu_pytorch_tanh");
    settings.put("hidden_activation", "gelu_pytorch_tanh");
    settings.put("attention_bias", false);
    settings.copyNumber("attention.layer_norm_rms_epsilon", "rms_norm_eps");
    Rope.putWhole(settings, Shape.headSize(settings));
  }

  /**
   * @param period of so many layers, the last has no window
   */
  private static void putLayerTypes(Settings settings, int period) throws InvalidWeightsException {
    int layers = Math.min(settings.size("block_count"), MOST_LAYERS);
    settings.put(
        "layer_types",
        IntStream.range(0, layers)
            .mapToObj(i -> (i + 1) % period == 0 ? "full_attention" : "sliding_attention")
            .toList());
  }

  /**
   * Queries are divided by the root of this. It is the size of a head but in one model of each
   * generation; GGUF files do not say it, and llama.cpp tells that model by its layers.
   */
  private static void putQueryScale(Settings settings, int layersOfException)
      throws InvalidWeightsException {
    boolean exception = settings.size("block_count") == layersOfException;
    int scalar =
        exception
            ? settings.size("embedding_length") / Shape.heads(settings)
            : Shape.headSize(settings);
    settings.put("query_pre_attn_scalar", scalar);
  }
}
