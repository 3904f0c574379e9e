package dev.lamina.plugins.transformers.family.llama;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.OFF;

import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Block;
import dev.lamina.plugins.transformers.architecture.Normalization;
import dev.lamina.plugins.transformers.architecture.Normalization.Weights;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.architecture.Rotary;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import java.util.OptionalDouble;

/**
 * OLMo: as Llama, with LayerNorms that have no weights, and queries, keys and values cut at a size
 * (Groeneveld et al. 2024, transformers' {@code OlmoModel}).
 */
public final class Olmo {

  private static final int CONTEXT = 2048;
  private static final double EPS = 1e-5;

  private Olmo() {}

  public static Family family() {
    return new Family("olmo", Decoders.names(), Olmo::read);
  }

  private static Architecture read(ConfigFile config) {
    Sizes sizes = Sizes.readGrouped(config);
    Rotary rotary = Decoders.rotary(config, sizes, CONTEXT);
    OptionalDouble clip = config.positive("clip_qkv");
    ArchitectureDraft draft =
        Decoders.draft(
                config,
                "olmo",
                sizes,
                Normalization.layer(EPS).withWeights(Weights.NONE),
                Decoders.activation(config),
                CONTEXT)
            .with(Part.ATTENTION_NORM, Part.MLP_NORM)
            .attention(attention -> attention.withClip(clip))
            .blocks(Decoders.blocks(config, Block.of(rotary)));
    Decoders.attentionBias(draft, config);
    return Decoders.head(draft, config, OFF).finish();
  }
}
