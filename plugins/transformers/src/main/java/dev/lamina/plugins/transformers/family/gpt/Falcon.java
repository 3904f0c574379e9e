package dev.lamina.plugins.transformers.family.gpt;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.OFF;
import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.ON;

import dev.lamina.plugins.transformers.architecture.Activation;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Attention;
import dev.lamina.plugins.transformers.architecture.Attention.Direction;
import dev.lamina.plugins.transformers.architecture.Attention.QkvLayout;
import dev.lamina.plugins.transformers.architecture.Block;
import dev.lamina.plugins.transformers.architecture.Logits;
import dev.lamina.plugins.transformers.architecture.Mlp;
import dev.lamina.plugins.transformers.architecture.Normalization;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.architecture.PositionBias.Alibi;
import dev.lamina.plugins.transformers.architecture.PositionBias.Alibi.Precision;
import dev.lamina.plugins.transformers.architecture.Rotary;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Ropes;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;
import java.util.Collections;

/**
 * Falcon: one head of keys and values, or some; attention and MLP in parallel behind one norm or a
 * norm each; rotary positions, or ALiBi with products rounded to bfloat16 (Almazrouei et al. 2023,
 * transformers' {@code FalconModel}).
 */
public final class Falcon {

  private static final int CONTEXT = 2048;

  private Falcon() {}

  public static Family family() {
    Names names =
        Names.behind("transformer.")
            .with(Part.TOKEN_EMBEDDING, "word_embeddings")
            .with(Part.ATTENTION_NORM, "h.{}.input_layernorm|h.{}.ln_attn")
            .with(Part.QKV, "h.{}.self_attention.query_key_value")
            .with(Part.ATTENTION_OUTPUT, "h.{}.self_attention.dense")
            .with(Part.MLP_NORM, "h.{}.post_attention_layernorm|h.{}.ln_mlp")
            .with(Part.MLP_UP, "h.{}.mlp.dense_h_to_4h")
            .with(Part.MLP_DOWN, "h.{}.mlp.dense_4h_to_h")
            .with(Part.FINAL_NORM, "ln_f")
            .with(Part.LM_HEAD, "lm_head")
            .besides("rotary_emb.inv_freq", "lm_head.", "score.", "classifier.", "qa_outputs.");
    return new Family("falcon", names, Falcon::read);
  }

  private static Architecture read(ConfigFile config) {
    config.mustBe("apply_residual_connection_post_layernorm", OFF, OFF);
    Sizes sizes = Sizes.read(config, "hidden_size", "num_attention_heads");
    int layers = config.size("num_hidden_layers", Sizes.MOST_LAYERS);
    int context = config.size("max_position_embeddings", Sizes.MOST_ROWS, CONTEXT);
    ArchitectureDraft draft =
        new ArchitectureDraft(
                "falcon",
                layers,
                sizes.dModel(),
                config.size("vocab_size", Sizes.MOST_ROWS),
                context,
                Normalization.layer(config.fraction("layer_norm_epsilon", 1e-5)),
                attention(config, sizes),
                Mlp.plain(
                    config.size("ffn_hidden_size", Sizes.MOST_WIDTH, 4 * sizes.dModel()),
                    config.choice("activation", "gelu", Activation.spellings())))
            .with(Part.ATTENTION_NORM, Part.FINAL_NORM)
            .biasedNorms()
            .logits(Logits.PLAIN);
    if (!config.isOn("alibi", OFF)) {
      Rotary rotary = Ropes.USUAL.read(config, sizes.dHead(), context);
      draft.blocks(Collections.nCopies(layers, Block.of(rotary)));
    }
    if (config.isOn("bias", OFF)) {
      draft.biasedLinears();
    }
    flow(draft, config);
    return config.isOn("tie_word_embeddings", ON)
        ? draft.finish()
        : draft.with(Part.LM_HEAD).finish();
  }

  private static Attention attention(ConfigFile config, Sizes sizes) {
    boolean grouped = config.isOn("new_decoder_architecture", OFF);
    int kvHeads = grouped ? config.size("num_kv_heads", Sizes.MOST_WIDTH, sizes.heads()) : 1;
    if (!grouped && !config.isOn("multi_query", ON)) {
      kvHeads = sizes.heads();
    }
    if (kvHeads > 0 && sizes.heads() % kvHeads != 0) {
      config.error(
          "num_kv_heads",
          "num_kv_heads %d does not divide num_attention_heads %d"
              .formatted(kvHeads, sizes.heads()));
    }
    Attention attention =
        Attention.of(Direction.CAUSAL, sizes.heads(), kvHeads, sizes.dHead())
            .withLayout(QkvLayout.GROUPED);
    return config.isOn("alibi", OFF)
        ? attention.withBias(new Alibi(sizes.heads(), Precision.BFLOAT16, attention.scale()))
        : attention;
  }

  private static void flow(ArchitectureDraft draft, ConfigFile config) {
    if (config.isOn("new_decoder_architecture", OFF)) {
      config.mustBe("parallel_attn", ON, ON);
      draft.parallel();
      if (config.whole("num_ln_in_parallel_attn", 1, 2, 2) == 2) {
        draft.with(Part.MLP_NORM);
      }
      return;
    }
    config.whole("num_ln_in_parallel_attn", 1, 1, 1);
    if (config.isOn("parallel_attn", ON)) {
      draft.parallel();
    } else {
      draft.with(Part.MLP_NORM);
    }
  }
}
