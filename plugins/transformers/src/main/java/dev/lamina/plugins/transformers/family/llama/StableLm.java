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
import dev.lamina.plugins.transformers.config.Ropes;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;

/**
 * StableLM: as Llama, with LayerNorms, a quarter of each head turned, and maybe norms of every head
 * of its own, and attention and MLP in parallel (Bellagente et al. 2024, transformers' {@code
 * StableLmModel}).
 */
public final class StableLm {

  private static final int CONTEXT = 4096;
  private static final double SHARE = 0.25;

  private StableLm() {}

  public static Family family() {
    Names names =
        Decoders.names()
            .with(Part.Q_NORM, "layers.{}.self_attn.q_layernorm.norms.{h}")
            .with(Part.K_NORM, "layers.{}.self_attn.k_layernorm.norms.{h}");
    return new Family("stablelm", names, StableLm::read);
  }

  private static Architecture read(ConfigFile config) {
    Sizes sizes = Sizes.readGrouped(config);
    Rotary rotary =
        Ropes.USUAL.withShare(SHARE).read(config, sizes.dHead(), Decoders.context(config, CONTEXT));
    ArchitectureDraft draft =
        Decoders.draft(
                config,
                "stablelm",
                sizes,
                Normalization.layer(config.fraction("layer_norm_eps", 1e-5)),
                Decoders.activation(config),
                CONTEXT)
            .with(Part.ATTENTION_NORM)
            .biased(Part.ATTENTION_NORM, Part.MLP_NORM, Part.FINAL_NORM)
            .blocks(Decoders.blocks(config, Block.of(rotary)));
    if (config.isOn("use_qkv_bias", OFF)) {
      draft.biased(Part.QKV);
    }
    if (config.isOn("qk_layernorm", OFF)) {
      draft
          .with(Part.Q_NORM, Part.K_NORM)
          .attention(attention -> attention.withHeadNorm(HeadNorm.PER_HEAD));
    }
    if (config.isOn("use_parallel_residual", OFF)) {
      draft.parallel();
    } else {
      draft.with(Part.MLP_NORM);
    }
    return Decoders.head(draft, config, OFF).finish();
  }
}
