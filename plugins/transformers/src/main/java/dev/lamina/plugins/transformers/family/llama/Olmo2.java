package dev.lamina.plugins.transformers.family.llama;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.OFF;

import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Attention.HeadNorm;
import dev.lamina.plugins.transformers.architecture.Block;
import dev.lamina.plugins.transformers.architecture.Normalization;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.architecture.Rotary;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;

/**
 * OLMo 2: as Llama, with the norms behind attention and MLP instead of before them, and norms of
 * all queries and of all keys (OLMo Team 2024, transformers' {@code Olmo2Model}).
 */
public final class Olmo2 {

  private static final int CONTEXT = 2048;

  private Olmo2() {}

  public static Family family() {
    Names names =
        Decoders.names()
            .with(Part.Q_NORM, "layers.{}.self_attn.q_norm")
            .with(Part.K_NORM, "layers.{}.self_attn.k_norm")
            .with(Part.ATTENTION_OUTPUT_NORM, "layers.{}.post_attention_layernorm")
            .with(Part.MLP_OUTPUT_NORM, "layers.{}.post_feedforward_layernorm");
    return new Family("olmo2", names, Olmo2::read);
  }

  private static Architecture read(ConfigFile config) {
    Sizes sizes = Sizes.readGrouped(config);
    Rotary rotary = Decoders.rotary(config, sizes, CONTEXT);
    ArchitectureDraft draft =
        Decoders.draft(
                config,
                "olmo2",
                sizes,
                Normalization.rms(config.fraction("rms_norm_eps", 1e-5)),
                Decoders.activation(config),
                CONTEXT)
            .with(Part.Q_NORM, Part.K_NORM, Part.ATTENTION_OUTPUT_NORM, Part.MLP_OUTPUT_NORM)
            .attention(attention -> attention.withHeadNorm(HeadNorm.WHOLE))
            .blocks(Decoders.blocks(config, Block.of(rotary)));
    Decoders.attentionBias(draft, config);
    return Decoders.head(draft, config, OFF).finish();
  }
}
