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
 * Qwen 2 and 2.5: as Llama, with biases on queries, keys and values, and windows on the upper
 * blocks if asked for (Yang et al. 2024, transformers' {@code Qwen2Model}).
 */
public final class Qwen2 {

  private static final int CONTEXT = 32_768;
  private static final int WINDOW = 4096;
  private static final int FULL_LAYERS = 28;

  private Qwen2() {}

  public static Family family() {
    return new Family(
        "qwen2",
        Decoders.names(),
        config -> draft(config, "qwen2", Sizes.readGrouped(config)).biased(Part.QKV).finish());
  }

  /** What Qwen 3 has in common with Qwen 2. */
  static ArchitectureDraft draft(ConfigFile config, String family, Sizes sizes) {
    Rotary rotary = Decoders.rotary(config, sizes, CONTEXT);
    ArchitectureDraft draft =
        Decoders.draft(
                config, family, sizes, Decoders.rms(config), Decoders.activation(config), CONTEXT)
            .with(Part.ATTENTION_NORM, Part.MLP_NORM);
    boolean windows = config.isOn("use_sliding_window", OFF) && !config.isNull("sliding_window");
    int window = windows ? config.size("sliding_window", Sizes.MOST_ROWS, WINDOW) : 0;
    int fullLayers = config.whole("max_window_layers", 0, Sizes.MOST_LAYERS, FULL_LAYERS);
    draft.blocks(
        Decoders.blocks(
            config,
            layer -> layer >= fullLayers,
            Block.of(rotary),
            Decoders.window(rotary, window)));
    return Decoders.head(draft, config, OFF);
  }
}
