package dev.lamina.plugins.transformers.family.llama;

import dev.lamina.plugins.transformers.architecture.Activation;
import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Attention;
import dev.lamina.plugins.transformers.architecture.Attention.Direction;
import dev.lamina.plugins.transformers.architecture.Block;
import dev.lamina.plugins.transformers.architecture.Logits;
import dev.lamina.plugins.transformers.architecture.Mlp;
import dev.lamina.plugins.transformers.architecture.Normalization;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.architecture.Rotary;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.ConfigFile.Switch;
import dev.lamina.plugins.transformers.config.LayerTypes;
import dev.lamina.plugins.transformers.config.Ropes;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** What the decoders of this package have in common: Llama's keys and tensor names. */
final class Decoders {

  private Decoders() {}

  /** Llama's tensor names. */
  static Names names() {
    return Names.behind("model.")
        .with(Part.TOKEN_EMBEDDING, "embed_tokens")
        .with(Part.ATTENTION_NORM, "layers.{}.input_layernorm")
        .with(
            Part.QKV,
            "layers.{}.self_attn.q_proj",
            "layers.{}.self_attn.k_proj",
            "layers.{}.self_attn.v_proj")
        .with(Part.ATTENTION_OUTPUT, "layers.{}.self_attn.o_proj")
        .with(Part.MLP_NORM, "layers.{}.post_attention_layernorm")
        .with(Part.MLP_UP, "layers.{}.mlp.gate_proj", "layers.{}.mlp.up_proj")
        .with(Part.MLP_DOWN, "layers.{}.mlp.down_proj")
        .with(Part.FINAL_NORM, "norm")
        .with(Part.LM_HEAD, "lm_head")
        .besides("rotary_emb.inv_freq", "lm_head.", "score.", "qa_outputs.", "classifier.");
  }

  /**
   * Begins a decoder by Llama's keys: causal, gated, token embeddings alone; norms are the family's
   * to add.
   *
   * @param context tokens of the trained context, where the file says none
   */
  static ArchitectureDraft draft(
      ConfigFile config,
      String family,
      Sizes sizes,
      Normalization norm,
      Activation activation,
      int context) {
    return new ArchitectureDraft(
            family,
            config.size("num_hidden_layers", Sizes.MOST_LAYERS),
            sizes.dModel(),
            config.size("vocab_size", Sizes.MOST_ROWS),
            context(config, context),
            norm,
            Attention.of(Direction.CAUSAL, sizes.heads(), sizes.kvHeads(), sizes.dHead()),
            Mlp.gated(config.size("intermediate_size", Sizes.MOST_WIDTH), activation))
        .logits(Logits.PLAIN)
        .with(Part.FINAL_NORM);
  }

  /** The activation by its usual key. */
  static Activation activation(ConfigFile config) {
    return config.choice("hidden_act", "silu", Activation.spellings());
  }

  /** Tokens of the trained context. */
  static int context(ConfigFile config, int absent) {
    return config.size("max_position_embeddings", Sizes.MOST_ROWS, absent);
  }

  /** The rotation of all blocks. */
  static Rotary rotary(ConfigFile config, Sizes sizes, int context) {
    return Ropes.USUAL.read(config, sizes.dHead(), context(config, context));
  }

  /** Gives attention's linear maps a bias if the file says so. */
  static ArchitectureDraft attentionBias(ArchitectureDraft draft, ConfigFile config) {
    return config.isOn("attention_bias", Switch.OFF)
        ? draft.biased(Part.QKV, Part.ATTENTION_OUTPUT)
        : draft;
  }

  /** The root-mean-square norm by its usual key. */
  static Normalization rms(ConfigFile config) {
    return Normalization.rms(config.fraction("rms_norm_eps", 1e-6));
  }

  /** Adds an output matrix of its own, unless it is the token embedding. */
  static ArchitectureDraft head(ArchitectureDraft draft, ConfigFile config, Switch tied) {
    return config.isOn("tie_word_embeddings", tied) ? draft : draft.with(Part.LM_HEAD);
  }

  /** Blocks that are all alike. */
  static List<Block> blocks(ConfigFile config, Block block) {
    return blocks(config, layer -> false, block, block);
  }

  /**
   * Blocks of which some see only tokens nearby.
   *
   * @param unsaid which, where the file lists no {@code layer_types}
   */
  static List<Block> blocks(ConfigFile config, IntPredicate unsaid, Block full, Block sliding) {
    int layers = config.size("num_hidden_layers", Sizes.MOST_LAYERS, 0);
    List<Block> blocks = new ArrayList<>();
    for (boolean slides : LayerTypes.sliding(config, layers, unsaid)) {
      blocks.add(slides ? sliding : full);
    }
    return blocks;
  }

  /** A block that sees a number of tokens, itself included; 0 for all. */
  static Block window(Rotary rotary, int tokens) {
    return Block.of(rotary).within(tokens == 0 ? OptionalInt.empty() : OptionalInt.of(tokens - 1));
  }
}
