package dev.lamina.plugins.transformers.family.gpt;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.OFF;

import dev.lamina.plugins.transformers.architecture.Activation;
import dev.lamina.plugins.transformers.architecture.Architecture;
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
import dev.lamina.plugins.transformers.config.Ropes;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;
import java.util.Collections;

/**
 * Phi 1, 1.5 and 2: rotary positions on a part of each head, attention and MLP in parallel behind
 * one norm (Li et al. 2023, transformers' {@code PhiModel}).
 */
public final class Phi {

  private static final int CONTEXT = 2048;
  private static final double SHARE = 0.5;

  private Phi() {}

  public static Family family() {
    Names names =
        Names.behind("model.")
            .with(Part.TOKEN_EMBEDDING, "embed_tokens")
            .with(Part.ATTENTION_NORM, "layers.{}.input_layernorm")
            .with(
                Part.QKV,
                "layers.{}.self_attn.q_proj",
                "layers.{}.self_attn.k_proj",
                "layers.{}.self_attn.v_proj")
            .with(Part.Q_NORM, "layers.{}.self_attn.q_layernorm")
            .with(Part.K_NORM, "layers.{}.self_attn.k_layernorm")
            .with(Part.ATTENTION_OUTPUT, "layers.{}.self_attn.dense")
            .with(Part.MLP_UP, "layers.{}.mlp.fc1")
            .with(Part.MLP_DOWN, "layers.{}.mlp.fc2")
            .with(Part.FINAL_NORM, "final_layernorm")
            .with(Part.LM_HEAD, "lm_head")
            .besides("rotary_emb.inv_freq", "lm_head.", "score.", "classifier.");
    return new Family("phi", names, Phi::read);
  }

  private static Architecture read(ConfigFile config) {
    Sizes sizes = Sizes.readGrouped(config);
    int layers = config.size("num_hidden_layers", Sizes.MOST_LAYERS);
    int context = config.size("max_position_embeddings", Sizes.MOST_ROWS, CONTEXT);
    Rotary rotary = Ropes.USUAL.withShare(SHARE).read(config, sizes.dHead(), context);
    ArchitectureDraft draft =
        new ArchitectureDraft(
                "phi",
                layers,
                sizes.dModel(),
                config.size("vocab_size", Sizes.MOST_ROWS),
                context,
                Normalization.layer(config.fraction("layer_norm_eps", 1e-5)),
                Attention.of(Direction.CAUSAL, sizes.heads(), sizes.kvHeads(), sizes.dHead()),
                Mlp.plain(
                    config.size("intermediate_size", Sizes.MOST_WIDTH),
                    config.choice("hidden_act", "gelu_new", Activation.spellings())))
            .with(Part.ATTENTION_NORM, Part.FINAL_NORM)
            .parallel()
            .blocks(Collections.nCopies(layers, Block.of(rotary)))
            .biasedLinears()
            .biasedNorms()
            .biased(Part.LM_HEAD)
            .logits(Logits.PLAIN);
    if (config.isOn("qk_layernorm", OFF)) {
      draft.with(Part.Q_NORM, Part.K_NORM);
    }
    config.mustBe("tie_word_embeddings", OFF, OFF); // the head has a bias of its own
    return draft.with(Part.LM_HEAD).finish();
  }
}
