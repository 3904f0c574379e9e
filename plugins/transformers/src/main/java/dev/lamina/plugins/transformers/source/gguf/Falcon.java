package dev.lamina.plugins.transformers.source.gguf;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.util.HashMap;
import java.util.Map;

/**
 * Falcon: 7B, whose heads share one key and value and whose blocks have one norm, and 40B and 180B,
 * which have groups of heads and two norms. What is the one norm in GGUF is the MLP's of two.
 */
final class Falcon {

  private static final String LAYOUT = "jploski";

  private Falcon() {}

  static Conversion conversion() {
    return new Conversion("falcon", Falcon::names, Falcon::configuration, Falcon::byGroup);
  }

  private static boolean hasTwoNorms(Settings settings) {
    return settings.hasTensor("blk.0.attn_norm_2.weight");
  }

  private static Map<String, String> names(Settings settings) {
    String firstNorm = hasTwoNorms(settings) ? "ln_mlp" : "input_layernorm";
    Map<String, String> names = new HashMap<>();
    names.put("token_embd", "transformer.word_embeddings");
    names.put("output_norm", "transformer.ln_f");
    names.put("output", "lm_head");
    names.put("blk.{}.attn_norm", "transformer.h.{}." + firstNorm);
    names.put("blk.{}.attn_norm_2", "transformer.h.{}.ln_attn");
    names.put("blk.{}.attn_qkv", "transformer.h.{}.self_attention.query_key_value");
    names.put("blk.{}.attn_output", "transformer.h.{}.self_attention.dense");
    names.put("blk.{}.ffn_up", "transformer.h.{}.mlp.dense_h_to_4h");
    names.put("blk.{}.ffn_down", "transformer.h.{}.mlp.dense_4h_to_h");
    return names;
  }

  private static void configuration(Settings settings) throws InvalidWeightsException {
    boolean groups = Shape.keyHeads(settings) > 1;
    if (Shape.heads(settings) % Shape.keyHeads(settings) != 0) {
      String supported = "a divisor of " + Shape.heads(settings);
      throw settings.unsupported("attention.head_count_kv", supported);
    }
    if (groups != hasTwoNorms(settings)) {
      String supported = groups ? "1 where blocks have one norm" : "more where blocks have two";
      throw settings.unsupported("attention.head_count_kv", supported);
    }
    if (!settings.text("tensor_data_layout").orElse(LAYOUT).equals(LAYOUT)) {
      throw settings.unsupported("tensor_data_layout", LAYOUT);
    }
    settings
        .put("model_type", "falcon")
        .copyWhole("context_length", "max_position_embeddings")
        .copyWhole("block_count", "num_hidden_layers")
        .copyWhole("embedding_length", "hidden_size")
        .copyWhole("feed_forward_length", "ffn_hidden_size")
        .copyNumber("attention.layer_norm_epsilon", "layer_norm_epsilon")
        .put("num_attention_heads", Shape.heads(settings))
        .put("num_kv_heads", Shape.keyHeads(settings))
        .put("new_decoder_architecture", groups)
        .put("multi_query", true)
        .put("parallel_attn", true)
        .put("bias", false)
        .put("alibi", false)
        .put("activation", "gelu");
    Shape.putVocabulary(settings);
    Shape.checkPlain(settings);
    Rope.putWhole(settings, Shape.headSize(settings));
  }

  private static StoredTensor byGroup(String kind, StoredTensor tensor, Settings settings)
      throws InvalidWeightsException {
    if (!kind.equals("attn_qkv")) {
      return tensor;
    }
    return Rows.byGroup(tensor, Shape.heads(settings), Shape.keyHeads(settings));
  }
}
