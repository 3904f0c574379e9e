package dev.lamina.plugins.transformers.source.gguf;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** GPT-2, BLOOM and Phi-2, whose MLPs have two matrices. */
final class GptLike {

  private static final Set<String> TRANSPOSED =
      Set.of("attn_qkv", "attn_output", "ffn_up", "ffn_down");

  private GptLike() {}

  static List<Conversion> all() {
    return List.of(
        new Conversion("gpt2", it -> gpt2Names(), GptLike::gpt2, GptLike::transposed),
        new Conversion("bloom", it -> bloomNames(), GptLike::bloom, GptLike::byHead),
        new Conversion("phi2", it -> phiNames(), GptLike::phi2, Conversion.Tensors.AS_THEY_ARE));
  }

  private static Map<String, String> gpt2Names() {
    Map<String, String> names = new HashMap<>();
    names.put("token_embd", "transformer.wte");
    names.put("position_embd", "transformer.wpe");
    names.put("output_norm", "transformer.ln_f");
    names.put("output", "lm_head");
    names.put("blk.{}.attn_norm", "transformer.h.{}.ln_1");
    names.put("blk.{}.attn_qkv", "transformer.h.{}.attn.c_attn");
    names.put("blk.{}.attn_output", "transformer.h.{}.attn.c_proj");
    names.put("blk.{}.ffn_norm", "transformer.h.{}.ln_2");
    names.put("blk.{}.ffn_up", "transformer.h.{}.mlp.c_fc");
    names.put("blk.{}.ffn_down", "transformer.h.{}.mlp.c_proj");
    return names;
  }

  private static void gpt2(Settings settings) throws InvalidWeightsException {
    settings
        .put("model_type", "gpt2")
        .copyWhole("block_count", "n_layer")
        .copyWhole("context_length", "n_positions")
        .copyWhole("embedding_length", "n_embd")
        .copyWhole("feed_forward_length", "n_inner")
        .copyWhole("attention.head_count", "n_head")
        .copyNumber("attention.layer_norm_epsilon", "layer_norm_epsilon")
        .put("activation_function", "gelu_new");
    Shape.keyHeads(settings);
    Shape.putVocabulary(settings);
    Shape.checkPlain(settings);
  }

  private static StoredTensor transposed(String kind, StoredTensor tensor, Settings settings) {
    boolean matrix = tensor.shape().size() == 2;
    return TRANSPOSED.contains(kind) && matrix ? tensor.transpose() : tensor;
  }

  private static Map<String, String> bloomNames() {
    Map<String, String> names = new HashMap<>();
    names.put("token_embd", "transformer.word_embeddings");
    names.put("token_embd_norm", "transformer.word_embeddings_layernorm");
    names.put("output_norm", "transformer.ln_f");
    names.put("output", "lm_head");
    names.put("blk.{}.attn_norm", "transformer.h.{}.input_layernorm");
    names.put("blk.{}.attn_qkv", "transformer.h.{}.self_attention.query_key_value");
    names.put("blk.{}.attn_output", "transformer.h.{}.self_attention.dense");
    names.put("blk.{}.ffn_norm", "transformer.h.{}.post_attention_layernorm");
    names.put("blk.{}.ffn_up", "transformer.h.{}.mlp.dense_h_to_4h");
    names.put("blk.{}.ffn_down", "transformer.h.{}.mlp.dense_4h_to_h");
    return names;
  }

  private static void bloom(Settings settings) throws InvalidWeightsException {
    settings
        .put("model_type", "bloom")
        .copyWhole("block_count", "n_layer")
        .copyWhole("context_length", "seq_length")
        .copyWhole("embedding_length", "hidden_size")
        .copyWhole("attention.head_count", "n_head")
        .copyNumber("attention.layer_norm_epsilon", "layer_norm_epsilon");
    int width = 4 * settings.size("embedding_length");
    if (settings.size("feed_forward_length", width) != width) {
      throw settings.unsupported("feed_forward_length", Integer.toString(width));
    }
    Shape.keyHeads(settings);
    Shape.putVocabulary(settings);
    Shape.checkPlain(settings);
  }

  private static StoredTensor byHead(String kind, StoredTensor tensor, Settings settings)
      throws InvalidWeightsException {
    return kind.equals("attn_qkv") ? Rows.byHead(tensor, Shape.heads(settings)) : tensor;
  }

  private static Map<String, String> phiNames() {
    Map<String, String> names = new HashMap<>();
    names.put("token_embd", "model.embed_tokens");
    names.put("output_norm", "model.final_layernorm");
    names.put("output", "lm_head");
    names.put("blk.{}.attn_norm", "model.layers.{}.input_layernorm");
    names.put("blk.{}.attn_q", "model.layers.{}.self_attn.q_proj");
    names.put("blk.{}.attn_k", "model.layers.{}.self_attn.k_proj");
    names.put("blk.{}.attn_v", "model.layers.{}.self_attn.v_proj");
    names.put("blk.{}.attn_output", "model.layers.{}.self_attn.dense");
    names.put("blk.{}.ffn_up", "model.layers.{}.mlp.fc1");
    names.put("blk.{}.ffn_down", "model.layers.{}.mlp.fc2");
    return names;
  }

  private static void phi2(Settings settings) throws InvalidWeightsException {
    Shape.put(settings, "phi");
    settings.put("hidden_act", "gelu_new");
    settings.put("qk_layernorm", false);
    settings.copyNumber("attention.layer_norm_epsilon", "layer_norm_eps");
    Rope.putPartial(settings, Shape.headSize(settings));
  }
}
