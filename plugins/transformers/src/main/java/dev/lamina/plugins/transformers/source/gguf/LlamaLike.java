package dev.lamina.plugins.transformers.source.gguf;

import dev.lamina.plugins.transformers.source.gguf.Conversion.Configuration;
import dev.lamina.plugins.transformers.source.gguf.Conversion.Tensors;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Llama and the families that share its names and the shape of its blocks. */
final class LlamaLike {

  private static final String BLOCK = "model.layers.{}.";

  private LlamaLike() {}

  static List<Conversion> all() {
    Map<String, String> queryNorms =
        Map.of("blk.{}.attn_q_norm", "self_attn.q_norm", "blk.{}.attn_k_norm", "self_attn.k_norm");
    Map<String, String> postNorms =
        Map.of(
            "blk.{}.post_attention_norm",
            "post_attention_layernorm",
            "blk.{}.post_ffw_norm",
            "post_feedforward_layernorm");
    Map<String, String> pre = names(preNorms());
    return List.of(
        new Conversion("llama", it -> pre, LlamaLike::llama, LlamaLike::pairsToHalves),
        new Conversion("granite", it -> pre, LlamaLike::granite, LlamaLike::pairsToHalves),
        new Conversion("olmo", it -> names(Map.of()), LlamaLike::olmo, LlamaLike::pairsToHalves),
        new Conversion(
            "olmo2", it -> names(postNorms, queryNorms), rms("olmo2"), Tensors.AS_THEY_ARE),
        new Conversion("qwen2", it -> pre, rms("qwen2"), Tensors.AS_THEY_ARE),
        new Conversion(
            "qwen3", it -> names(preNorms(), queryNorms), rms("qwen3"), Tensors.AS_THEY_ARE),
        new Conversion("stablelm", it -> pre, LlamaLike::stableLm, Tensors.AS_THEY_ARE));
  }

  static Map<String, String> preNorms() {
    return Map.of(
        "blk.{}.attn_norm", "input_layernorm", "blk.{}.ffn_norm", "post_attention_layernorm");
  }

  /** Llama's names with the norms of a family, which are given within the block. */
  @SafeVarargs
  static Map<String, String> names(Map<String, String>... norms) {
    Map<String, String> names = new HashMap<>();
    names.put("token_embd", "model.embed_tokens");
    names.put("output_norm", "model.norm");
    names.put("output", "lm_head");
    names.put("blk.{}.attn_q", BLOCK + "self_attn.q_proj");
    names.put("blk.{}.attn_k", BLOCK + "self_attn.k_proj");
    names.put("blk.{}.attn_v", BLOCK + "self_attn.v_proj");
    names.put("blk.{}.attn_output", BLOCK + "self_attn.o_proj");
    names.put("blk.{}.ffn_gate", BLOCK + "mlp.gate_proj");
    names.put("blk.{}.ffn_up", BLOCK + "mlp.up_proj");
    names.put("blk.{}.ffn_down", BLOCK + "mlp.down_proj");
    for (Map<String, String> some : norms) {
      some.forEach((gguf, name) -> names.put(gguf, BLOCK + name));
    }
    return names;
  }

  private static StoredTensor pairsToHalves(String kind, StoredTensor tensor, Settings settings)
      throws InvalidWeightsException {
    return switch (kind) {
      case "attn_q" -> Rows.halves(tensor, Shape.heads(settings));
      case "attn_k" -> Rows.halves(tensor, Shape.keyHeads(settings));
      default -> tensor;
    };
  }

  private static Configuration rms(String modelType) {
    return settings -> {
      decoder(settings, modelType);
      settings.copyNumber("attention.layer_norm_rms_epsilon", "rms_norm_eps");
      settings.understand("pooling_type");
      settings.understand("tensor_data_layout");
    };
  }

  private static void llama(Settings settings) throws InvalidWeightsException {
    rms("llama").put(settings);
    putBiases(settings);
    settings.put("mlp_bias", settings.hasTensor("blk.0.ffn_up.bias"));
    Llama3Rope.put(settings, Shape.headSize(settings));
  }

  private static void granite(Settings settings) throws InvalidWeightsException {
    rms("granite").put(settings);
    putBiases(settings);
    settings.put("mlp_bias", settings.hasTensor("blk.0.ffn_up.bias"));
    settings.put("embedding_multiplier", settings.number("embedding_scale", 1));
    settings.put("residual_multiplier", settings.number("residual_scale", 1));
    settings.put("logits_scaling", settings.number("logit_scale", 1));
    double usual = 1 / Math.sqrt(Shape.headSize(settings));
    settings.put("attention_multiplier", settings.number("attention.scale", usual));
  }

  private static void olmo(Settings settings) throws InvalidWeightsException {
    decoder(settings, "olmo");
    putBiases(settings);
    settings.copyNumber("attention.clamp_kqv", "clip_qkv");
    double eps = settings.number("attention.layer_norm_epsilon", 1e-5);
    if ((float) eps != 1e-5f) {
      throw settings.unsupported("attention.layer_norm_epsilon", "1.0E-5");
    }
  }

  private static void stableLm(Settings settings) throws InvalidWeightsException {
    Shape.put(settings, "stablelm");
    settings.put("hidden_act", "silu");
    Rope.putPartial(settings, Shape.headSize(settings));
    settings.copyNumber("attention.layer_norm_epsilon", "layer_norm_eps");
    settings.put("use_qkv_bias", settings.hasTensor("blk.0.attn_q.bias"));
    boolean parallel = !settings.hasTensor("blk.0.ffn_norm.weight");
    settings.put("use_parallel_residual", settings.flag("use_parallel_residual").orElse(parallel));
  }

  private static void decoder(Settings settings, String modelType) throws InvalidWeightsException {
    Shape.put(settings, modelType);
    settings.put("head_dim", Shape.headSize(settings));
    settings.put("hidden_act", "silu");
    Rope.putWhole(settings, Shape.headSize(settings));
  }

  private static void putBiases(Settings settings) {
    settings.put("attention_bias", settings.hasTensor("blk.0.attn_q.bias"));
  }
}
