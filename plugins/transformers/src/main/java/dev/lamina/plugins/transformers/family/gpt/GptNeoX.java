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
import dev.lamina.plugins.transformers.architecture.Rotary;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Ropes;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;
import java.util.Collections;

/**
 * GPT-NeoX, Pythia among them: rotary positions on a quarter of each head, attention and MLP in
 * parallel with a norm each (Black et al. 2022, transformers' {@code GPTNeoXModel}).
 */
public final class GptNeoX {

  private static final double SHARE = 0.25;
  private static final int CONTEXT = 2048;

  private GptNeoX() {}

  public static Family family() {
    Names names =
        Names.behind("gpt_neox.")
            .with(Part.TOKEN_EMBEDDING, "embed_in")
            .with(Part.ATTENTION_NORM, "layers.{}.input_layernorm")
            .with(Part.QKV, "layers.{}.attention.query_key_value")
            .with(Part.ATTENTION_OUTPUT, "layers.{}.attention.dense")
            .with(Part.MLP_NORM, "layers.{}.post_attention_layernorm")
            .with(Part.MLP_UP, "layers.{}.mlp.dense_h_to_4h")
            .with(Part.MLP_DOWN, "layers.{}.mlp.dense_4h_to_h")
            .with(Part.FINAL_NORM, "final_layer_norm")
            .with(Part.LM_HEAD, "embed_out|lm_head")
            .besides(
                ".attention.bias",
                ".attention.masked_bias",
                "rotary_emb.inv_freq",
                "embed_out.",
                "lm_head.",
                "score.",
                "classifier.",
                "qa_outputs.");
    return new Family("gpt_neox", names, GptNeoX::read);
  }

  private static Architecture read(ConfigFile config) {
    Sizes sizes = Sizes.read(config, "hidden_size", "num_attention_heads");
    int layers = config.size("num_hidden_layers", Sizes.MOST_LAYERS);
    int context = config.size("max_position_embeddings", Sizes.MOST_ROWS, CONTEXT);
    Rotary rotary =
        Ropes.USUAL
            .withShare(SHARE)
            .withKeys(
                config.spelling("rotary_emb_base", "rope_theta"),
                config.spelling("rotary_pct", "partial_rotary_factor"))
            .read(config, sizes.dHead(), context);
    ArchitectureDraft draft =
        new ArchitectureDraft(
                "gpt_neox",
                layers,
                sizes.dModel(),
                config.size("vocab_size", Sizes.MOST_ROWS),
                context,
                Normalization.layer(config.fraction("layer_norm_eps", 1e-5)),
                Attention.of(Direction.CAUSAL, sizes.heads(), sizes.kvHeads(), sizes.dHead())
                    .withLayout(QkvLayout.GROUPED),
                Mlp.plain(
                    config.size("intermediate_size", Sizes.MOST_WIDTH),
                    config.choice("hidden_act", "gelu", Activation.spellings())))
            .with(Part.ATTENTION_NORM, Part.MLP_NORM, Part.FINAL_NORM)
            .blocks(Collections.nCopies(layers, Block.of(rotary)))
            .biasedNorms()
            .biased(Part.MLP_UP, Part.MLP_DOWN)
            .logits(Logits.PLAIN);
    if (config.isOn("attention_bias", ON)) {
      draft.biased(Part.QKV, Part.ATTENTION_OUTPUT);
    }
    if (config.isOn("use_parallel_residual", ON)) {
      draft.parallel();
    }
    if (!config.isOn("tie_word_embeddings", OFF)) {
      draft.with(Part.LM_HEAD);
    }
    return draft.finish();
  }
}
