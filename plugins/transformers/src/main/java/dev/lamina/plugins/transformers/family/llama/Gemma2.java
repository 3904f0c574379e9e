package dev.lamina.plugins.transformers.family.llama;

import dev.lamina.plugins.transformers.architecture.Activation;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Block;
import dev.lamina.plugins.transformers.architecture.Logits;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.architecture.Rotary;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;
import java.util.OptionalDouble;

/**
 * Gemma 2: as Gemma, with soft caps, windows on every second block, and norms behind attention and
 * MLP too (Gemma Team 2024, transformers' {@code Gemma2Model}).
 */
public final class Gemma2 {

  private static final int CONTEXT = 8192;
  private static final int KV_HEADS = 4;
  private static final int WINDOW = 4096;
  private static final int QUERY_SCALAR = 256;
  private static final double SCORES_CAP = 50;
  private static final double LOGITS_CAP = 30;

  private Gemma2() {}

  public static Family family() {
    return new Family("gemma2", names(), Gemma2::read);
  }

  /** Tensor names with the norms behind attention and MLP. */
  static Names names() {
    return Decoders.names()
        .with(Part.ATTENTION_OUTPUT_NORM, "layers.{}.post_attention_layernorm")
        .with(Part.MLP_NORM, "layers.{}.pre_feedforward_layernorm")
        .with(Part.MLP_OUTPUT_NORM, "layers.{}.post_feedforward_layernorm");
  }

  private static Architecture read(ConfigFile config) {
    Sizes sizes = Sizes.readGrouped(config, KV_HEADS, Gemma.D_HEAD);
    Rotary rotary = Decoders.rotary(config, sizes, CONTEXT);
    OptionalDouble cap = cap(config, "attn_logit_softcapping", OptionalDouble.of(SCORES_CAP));
    return draft(config, "gemma2", sizes, CONTEXT)
        .attention(attention -> attention.withSoftcap(cap))
        .blocks(
            Decoders.blocks(
                config,
                layer -> layer % 2 == 0,
                Block.of(rotary),
                Decoders.window(rotary, window(config))))
        .logits(
            new Logits(1, cap(config, "final_logit_softcapping", OptionalDouble.of(LOGITS_CAP))))
        .finish();
  }

  /** What Gemma 3 has in common with Gemma 2. */
  static ArchitectureDraft draft(ConfigFile config, String family, Sizes sizes, int context) {
    Activation activation =
        config.choice("hidden_activation", "gelu_pytorch_tanh", Activation.spellings());
    double scalar = config.positive("query_pre_attn_scalar").orElse(QUERY_SCALAR);
    return Gemma.draft(config, family, sizes, activation, context)
        .attention(attention -> attention.withScale(1 / Math.sqrt(scalar)))
        .with(Part.ATTENTION_NORM, Part.ATTENTION_OUTPUT_NORM, Part.MLP_NORM, Part.MLP_OUTPUT_NORM);
  }

  static int window(ConfigFile config) {
    return config.isNull("sliding_window")
        ? 0
        : config.size("sliding_window", Sizes.MOST_ROWS, WINDOW);
  }

  /** A soft cap; none where the file says {@code null}. */
  static OptionalDouble cap(ConfigFile config, String key, OptionalDouble absent) {
    OptionalDouble given = config.positive(key);
    return given.isPresent() || config.isNull(key) ? given : absent;
  }
}
