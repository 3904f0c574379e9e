package dev.lamina.plugins.transformers.family.llama;

import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;

/**
 * Qwen 3: as Qwen 2, with norms of each head's queries and keys (Yang et al. 2025, transformers'
 * {@code Qwen3Model}).
 */
public final class Qwen3 {

  private static final int KV_HEADS = 32;
  private static final int D_HEAD = 128;

  private Qwen3() {}

  public static Family family() {
    Names names =
        Decoders.names()
            .with(Part.Q_NORM, "layers.{}.self_attn.q_norm")
            .with(Part.K_NORM, "layers.{}.self_attn.k_norm");
    return new Family("qwen3", names, Qwen3::read);
  }

  private static Architecture read(ConfigFile config) {
    Sizes sizes = Sizes.readGrouped(config, KV_HEADS, D_HEAD);
    ArchitectureDraft draft = Qwen2.draft(config, "qwen3", sizes).with(Part.Q_NORM, Part.K_NORM);
    Decoders.attentionBias(draft, config);
    return draft.finish();
  }
}
