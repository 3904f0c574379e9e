package dev.lamina.plugins.transformers.family.llama;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.OFF;

import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Block;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.architecture.Rotary;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;

/**
 * Llama 1 to 3 and what is built alike, SmolLM among them: pre-norm RMSNorm, rotary positions, a
 * gated MLP, fewer heads of keys and values (Touvron et al. 2023, transformers' {@code
 * LlamaModel}).
 */
public final class Llama {

  private static final int CONTEXT = 2048;

  private Llama() {}

  public static Family family() {
    return new Family("llama", Decoders.names(), config -> draft(config, "llama").finish());
  }

  /** What Granite has in common with Llama. */
  static ArchitectureDraft draft(ConfigFile config, String family) {
    Sizes sizes = Sizes.readGrouped(config);
    Rotary rotary = Decoders.rotary(config, sizes, CONTEXT);
    ArchitectureDraft draft =
        Decoders.draft(
                config, family, sizes, Decoders.rms(config), Decoders.activation(config), CONTEXT)
            .with(Part.ATTENTION_NORM, Part.MLP_NORM)
            .blocks(Decoders.blocks(config, Block.of(rotary)));
    Decoders.attentionBias(draft, config);
    if (config.isOn("mlp_bias", OFF)) {
      draft.biased(Part.MLP_UP, Part.MLP_DOWN);
    }
    return Decoders.head(draft, config, OFF);
  }
}
