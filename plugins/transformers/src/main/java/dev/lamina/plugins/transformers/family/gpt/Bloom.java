package dev.lamina.plugins.transformers.family.gpt;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.OFF;
import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.ON;

import dev.lamina.plugins.transformers.architecture.Activation;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Attention;
import dev.lamina.plugins.transformers.architecture.Attention.Direction;
import dev.lamina.plugins.transformers.architecture.Attention.QkvLayout;
import dev.lamina.plugins.transformers.architecture.Logits;
import dev.lamina.plugins.transformers.architecture.Mlp;
import dev.lamina.plugins.transformers.architecture.Normalization;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.architecture.PositionBias.Alibi;
import dev.lamina.plugins.transformers.architecture.PositionBias.Alibi.Precision;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;

/**
 * BLOOM: positions by ALiBi, a norm behind the embeddings (BigScience 2022, transformers' {@code
 * BloomModel}).
 */
public final class Bloom {

  private static final int CONTEXT = 2048;

  private Bloom() {}

  public static Family family() {
    Names names =
        Names.behind("transformer.")
            .with(Part.TOKEN_EMBEDDING, "word_embeddings")
            .with(Part.EMBEDDING_NORM, "word_embeddings_layernorm")
            .with(Part.ATTENTION_NORM, "h.{}.input_layernorm")
            .with(Part.QKV, "h.{}.self_attention.query_key_value")
            .with(Part.ATTENTION_OUTPUT, "h.{}.self_attention.dense")
            .with(Part.MLP_NORM, "h.{}.post_attention_layernorm")
            .with(Part.MLP_UP, "h.{}.mlp.dense_h_to_4h")
            .with(Part.MLP_DOWN, "h.{}.mlp.dense_4h_to_h")
            .with(Part.FINAL_NORM, "ln_f")
            .with(Part.LM_HEAD, "lm_head")
            .besides("lm_head.", "score.", "classifier.", "qa_outputs.");
    return new Family("bloom", names, Bloom::read);
  }

  private static Architecture read(ConfigFile config) {
    config.mustBe("apply_residual_connection_post_layernorm", OFF, OFF);
    Sizes sizes =
        Sizes.read(
            config,
            config.spelling("hidden_size", "n_embed"),
            config.spelling("n_head", "num_attention_heads"));
    ArchitectureDraft draft =
        new ArchitectureDraft(
                "bloom",
                config.size(config.spelling("n_layer", "num_hidden_layers"), Sizes.MOST_LAYERS),
                sizes.dModel(),
                config.size("vocab_size", Sizes.MOST_ROWS),
                config.size("seq_length", Sizes.MOST_ROWS, CONTEXT),
                Normalization.layer(config.fraction("layer_norm_epsilon", 1e-5)),
                Attention.of(Direction.CAUSAL, sizes.heads(), sizes.kvHeads(), sizes.dHead())
                    .withLayout(QkvLayout.GROUPED)
                    .withBias(new Alibi(sizes.heads(), Precision.FLOAT32, 1)),
                Mlp.plain(4 * sizes.dModel(), Activation.GELU_TANH))
            .with(Part.EMBEDDING_NORM, Part.ATTENTION_NORM, Part.MLP_NORM, Part.FINAL_NORM)
            .biasedLinears()
            .biasedNorms()
            .logits(Logits.PLAIN);
    return config.isOn("tie_word_embeddings", ON)
        ? draft.finish()
        : draft.with(Part.LM_HEAD).finish();
  }
}
