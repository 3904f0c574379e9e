package dev.lamina.plugins.transformers.family.llama;

import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Logits;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.family.Family;
import java.util.OptionalDouble;

/**
 * Granite: as Llama, with multipliers of embeddings, scores, residual sums and logits (IBM 2024,
 * transformers' {@code GraniteModel}).
 */
public final class Granite {

  private Granite() {}

  public static Family family() {
    return new Family("granite", Decoders.names(), Granite::read);
  }

  private static Architecture read(ConfigFile config) {
    double scores = config.positive("attention_multiplier").orElse(1);
    double divisor = config.positive("logits_scaling").orElse(1);
    return Llama.draft(config, "granite")
        .attention(attention -> attention.withScale(scores))
        .embeddingScale(config.positive("embedding_multiplier").orElse(1))
        .residualScale(config.positive("residual_multiplier").orElse(1))
        .logits(new Logits(divisor, OptionalDouble.empty()))
        .finish();
  }
}
