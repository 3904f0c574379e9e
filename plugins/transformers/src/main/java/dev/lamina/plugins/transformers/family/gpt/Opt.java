package dev.lamina.plugins.transformers.family.gpt;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.OFF;
import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.ON;

import dev.lamina.plugins.transformers.architecture.Activation;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Attention;
import dev.lamina.plugins.transformers.architecture.Attention.Direction;
import dev.lamina.plugins.transformers.architecture.Embedding.Positions;
import dev.lamina.plugins.transformers.architecture.Embedding.Projection;
import dev.lamina.plugins.transformers.architecture.Logits;
import dev.lamina.plugins.transformers.architecture.Mlp;
import dev.lamina.plugins.transformers.architecture.Normalization;
import dev.lamina.plugins.transformers.architecture.Normalization.Weights;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;

/**
 * OPT: learned positions from row 2; the 350M model is post-norm and has narrower embeddings (Zhang
 * et al. 2022, transformers' {@code OPTModel}).
 */
public final class Opt {

  private static final int FIRST_POSITION = 2;
  private static final double EPS = 1e-5;

  private Opt() {}

  public static Family family() {
    Names names =
        Names.behind("model.")
            .with(Part.TOKEN_EMBEDDING, "decoder.embed_tokens")
            .with(Part.POSITION_EMBEDDING, "decoder.embed_positions")
            .with(Part.EMBEDDING_PROJECTION, "decoder.project_in")
            .with(
                Part.QKV,
                "decoder.layers.{}.self_attn.q_proj",
                "decoder.layers.{}.self_attn.k_proj",
                "decoder.layers.{}.self_attn.v_proj")
            .with(Part.ATTENTION_OUTPUT, "decoder.layers.{}.self_attn.out_proj")
            .with(Part.ATTENTION_NORM, "decoder.layers.{}.self_attn_layer_norm")
            .with(Part.ATTENTION_SUM_NORM, "decoder.layers.{}.self_attn_layer_norm")
            .with(Part.MLP_UP, "decoder.layers.{}.fc1")
            .with(Part.MLP_DOWN, "decoder.layers.{}.fc2")
            .with(Part.MLP_NORM, "decoder.layers.{}.final_layer_norm")
            .with(Part.MLP_SUM_NORM, "decoder.layers.{}.final_layer_norm")
            .with(Part.FINAL_NORM, "decoder.final_layer_norm")
            .with(Part.OUTPUT_PROJECTION, "decoder.project_out")
            .with(Part.LM_HEAD, "lm_head")
            .besides("lm_head.", "score.", "qa_outputs.");
    return new Family("opt", names, Opt::read);
  }

  private static Architecture read(ConfigFile config) {
    Sizes sizes = Sizes.read(config, "hidden_size", "num_attention_heads");
    int context = config.size("max_position_embeddings", Sizes.MOST_ROWS);
    Weights weights =
        config.isOn("layer_norm_elementwise_affine", ON) ? Weights.PLAIN : Weights.NONE;
    ArchitectureDraft draft =
        new ArchitectureDraft(
                "opt",
                config.size("num_hidden_layers", Sizes.MOST_LAYERS),
                sizes.dModel(),
                config.size("vocab_size", Sizes.MOST_ROWS),
                context,
                Normalization.layer(EPS).withWeights(weights),
                Attention.of(Direction.CAUSAL, sizes.heads(), sizes.kvHeads(), sizes.dHead()),
                Mlp.plain(
                    config.size("ffn_dim", Sizes.MOST_WIDTH),
                    config.choice("activation_function", "relu", Activation.spellings())))
            .positions(new Positions(context + FIRST_POSITION, FIRST_POSITION, -1))
            .biasedNorms()
            .logits(Logits.PLAIN);
    int width = config.size("word_embed_proj_dim", Sizes.MOST_WIDTH, sizes.dModel());
    if (width != sizes.dModel()) {
      draft.embeddingWidth(width, Projection.OF_TOKENS).with(Part.OUTPUT_PROJECTION);
    }
    if (config.isOn("enable_bias", ON)) {
      draft.biasedLinears();
    }
    norms(draft, config);
    return config.isOn("tie_word_embeddings", ON)
        ? draft.finish()
        : draft.with(Part.LM_HEAD).finish();
  }

  private static void norms(ArchitectureDraft draft, ConfigFile config) {
    if (config.isOn("do_layer_norm_before", ON)) {
      draft.with(Part.ATTENTION_NORM, Part.MLP_NORM);
      if (!config.isOn("_remove_final_layer_norm", OFF)) {
        draft.with(Part.FINAL_NORM);
      }
    } else {
      draft.with(Part.ATTENTION_SUM_NORM, Part.MLP_SUM_NORM);
    }
  }
}
