package dev.lamina.plugins.transformers.family.llama;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.OFF;

import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.architecture.Rotary;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;

/**
 * Mistral: as Llama, and a token may see only those nearby (Jiang et al. 2023, transformers' {@code
 * MistralModel}).
 */
public final class Mistral {

  private static final int CONTEXT = 131_072;
  private static final int KV_HEADS = 8;
  private static final int WINDOW = 4096;

  private Mistral() {}

  public static Family family() {
    return new Family("mistral", Decoders.names(), Mistral::read);
  }

  private static Architecture read(ConfigFile config) {
    Sizes sizes = Sizes.readGrouped(config, KV_HEADS, 0);
    Rotary rotary = Decoders.rotary(config, sizes, CONTEXT);
    int window =
        config.isNull("sliding_window")
            ? 0
            : config.size("sliding_window", Sizes.MOST_ROWS, WINDOW);
    ArchitectureDraft draft =
        Decoders.draft(
                config,
                "mistral",
                sizes,
                Decoders.rms(config),
                Decoders.activation(config),
                CONTEXT)
            .with(Part.ATTENTION_NORM, Part.MLP_NORM)
            .blocks(Decoders.blocks(config, Decoders.window(rotary, window)));
    return Decoders.head(draft, config, OFF).finish();
  }
}
