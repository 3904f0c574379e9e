package dev.lamina.plugins.transformers.family.llama;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.OFF;
import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.ON;

import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Block;
import dev.lamina.plugins.transformers.architecture.Logits;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.architecture.Rotary;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.LayerTypes;
import dev.lamina.plugins.transformers.config.Ropes;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import java.util.OptionalDouble;

/**
 * Gemma 3, the language model: as Gemma 2, with norms of each head's queries and keys in place of
 * soft caps, and slower turns in every sixth block, which sees all tokens (Gemma Team 2025,
 * transformers' {@code Gemma3TextModel}).
 */
public final class Gemma3 {

  private static final int CONTEXT = 131_072;
  private static final int KV_HEADS = 4;
  private static final int PATTERN = 6;
  private static final double GLOBAL_BASE = 1_000_000;

  private Gemma3() {}

  public static Family family() {
    return new Family(
        "gemma3_text",
        Gemma2.names()
            .with(Part.Q_NORM, "layers.{}.self_attn.q_norm")
            .with(Part.K_NORM, "layers.{}.self_attn.k_norm"),
        Gemma3::read);
  }

  private static Architecture read(ConfigFile config) {
    Sizes sizes = Sizes.readGrouped(config, KV_HEADS, Gemma.D_HEAD);
    int context = Decoders.context(config, CONTEXT);
    Rotary global =
        Ropes.USUAL.withBase(GLOBAL_BASE).read(config, LayerTypes.FULL, ON, sizes.dHead(), context);
    Rotary local =
        Ropes.USUAL
            .withKeys("rope_local_base_freq", "partial_rotary_factor")
            .read(config, LayerTypes.SLIDING, OFF, sizes.dHead(), context);
    config.mustBeAbsent("attn_logit_softcapping"); // transformers reads it and leaves it aside
    int pattern = config.size("sliding_window_pattern", Sizes.MOST_LAYERS, PATTERN);
    OptionalDouble none = OptionalDouble.empty();
    return Gemma2.draft(config, "gemma3_text", sizes, CONTEXT)
        .with(Part.Q_NORM, Part.K_NORM)
        .blocks(
            Decoders.blocks(
                config,
                layer -> (layer + 1) % Math.max(1, pattern) != 0,
                Block.of(global),
                Decoders.window(local, Gemma2.window(config))))
        .logits(new Logits(1, Gemma2.cap(config, "final_logit_softcapping", none)))
        .finish();
  }
}
