package dev.lamina.plugins.transformers.family.llama;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.OFF;
import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.ON;

import dev.lamina.plugins.transformers.architecture.Activation;
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

/**
 * Gemma: as Llama, with embeddings scaled by the root of their width and norms whose weights are
 * stored less 1 (Gemma Team 2024, transformers' {@code GemmaModel}).
 */
public final class Gemma {

  private static final int CONTEXT = 8192;
  private static final int KV_HEADS = 16;
  static final int D_HEAD = 256;

  private Gemma() {}

  public static Family family() {
    return new Family("gemma", Decoders.names(), Gemma::read);
  }

  private static Architecture read(ConfigFile config) {
    Sizes sizes = Sizes.readGrouped(config, KV_HEADS, D_HEAD);
    Rotary rotary = Decoders.rotary(config, sizes, CONTEXT);
    return draft(config, "gemma", sizes, activation(config), CONTEXT)
        .with(Part.ATTENTION_NORM, Part.MLP_NORM)
        .blocks(Decoders.blocks(config, Block.of(rotary)))
        .finish();
  }

  /** What all Gemmas have in common. */
  static ArchitectureDraft draft(
      ConfigFile config, String family, Sizes sizes, Activation activation, int context) {
    config.mustBe("use_bidirectional_attention", OFF, OFF);
    Normalization norm = Decoders.rms(config).withWeights(Weights.LESS_ONE);
    ArchitectureDraft draft =
        Decoders.draft(config, family, sizes, norm, activation, context)
            .embeddingScale((float) Math.sqrt(sizes.dModel()));
    Decoders.attentionBias(draft, config);
    return Decoders.head(draft, config, ON);
  }

  /**
   * Published files say {@code "hidden_act": "gelu"} and mean the approximation by tanh, as
   * transformers warns.
   */
  private static Activation activation(ConfigFile config) {
    String key = config.spelling("hidden_activation", "hidden_act");
    Activation named = config.choice(key, "gelu_pytorch_tanh", Activation.spellings());
    boolean meant = key.equals("hidden_act") && named == Activation.GELU;
    return meant ? Activation.GELU_TANH : named;
  }
}
