package dev.lamina.plugins.transformers.family.bert;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.OFF;
import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.ON;

import dev.lamina.plugins.transformers.architecture.Activation;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Attention;
import dev.lamina.plugins.transformers.architecture.Attention.Direction;
import dev.lamina.plugins.transformers.architecture.Block;
import dev.lamina.plugins.transformers.architecture.Mlp;
import dev.lamina.plugins.transformers.architecture.Normalization;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.architecture.Rotary;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.LayerTypes;
import dev.lamina.plugins.transformers.config.Ropes;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * ModernBERT: a pre-norm encoder with rotary positions, a gated MLP, and windows on two of three
 * blocks (Warner et al. 2024, transformers' {@code ModernBertModel}). The first block's attention
 * has no norm, since the embeddings have one.
 */
public final class ModernBert {

  private static final int CONTEXT = 8192;
  private static final int WINDOW = 128;
  private static final int EVERY = 3;
  private static final double GLOBAL_BASE = 160_000;

  private ModernBert() {}

  public static Family family() {
    Names names =
        Names.behind("model.")
            .with(Part.TOKEN_EMBEDDING, "embeddings.tok_embeddings")
            .with(Part.EMBEDDING_NORM, "embeddings.norm")
            .with(Part.ATTENTION_NORM, "layers.{}.attn_norm")
            .with(Part.QKV, "layers.{}.attn.Wqkv")
            .with(Part.ATTENTION_OUTPUT, "layers.{}.attn.Wo")
            .with(Part.MLP_NORM, "layers.{}.mlp_norm")
            .with(Part.MLP_UP, "layers.{}.mlp.Wi")
            .with(Part.MLP_DOWN, "layers.{}.mlp.Wo")
            .with(Part.FINAL_NORM, "final_norm")
            .besides("head.", "decoder.", "classifier.", "qa_outputs.");
    return new Family("modernbert", names, ModernBert::read);
  }

  private static Architecture read(ConfigFile config) {
    Sizes sizes = Sizes.read(config, "hidden_size", "num_attention_heads");
    ArchitectureDraft draft =
        new ArchitectureDraft(
                "modernbert",
                config.size("num_hidden_layers", Sizes.MOST_LAYERS),
                sizes.dModel(),
                config.size("vocab_size", Sizes.MOST_ROWS),
                context(config),
                Normalization.layer(config.fraction("norm_eps", 1e-5)),
                Attention.of(
                    Direction.BIDIRECTIONAL, sizes.heads(), sizes.kvHeads(), sizes.dHead()),
                Mlp.gated(
                    config.size("intermediate_size", Sizes.MOST_WIDTH),
                    config.choice("hidden_activation", "gelu", Activation.spellings())))
            .with(Part.EMBEDDING_NORM, Part.ATTENTION_NORM, Part.MLP_NORM, Part.FINAL_NORM)
            .blocks(blocks(config, sizes));
    if (config.isOn("norm_bias", OFF)) {
      draft.biasedNorms();
    }
    if (config.isOn("attention_bias", OFF)) {
      draft.biased(Part.QKV, Part.ATTENTION_OUTPUT);
    }
    if (config.isOn("mlp_bias", OFF)) {
      draft.biased(Part.MLP_UP, Part.MLP_DOWN);
    }
    return draft.finish();
  }

  private static int context(ConfigFile config) {
    return config.size("max_position_embeddings", Sizes.MOST_ROWS, CONTEXT);
  }

  private static List<Block> blocks(ConfigFile config, Sizes sizes) {
    int context = context(config);
    Rotary global =
        Ropes.USUAL
            .withBase(GLOBAL_BASE)
            .withKeys("global_rope_theta", "partial_rotary_factor")
            .read(config, LayerTypes.FULL, ON, sizes.dHead(), context);
    Rotary local =
        Ropes.USUAL
            .withKeys("local_rope_theta", "partial_rotary_factor")
            .read(config, LayerTypes.SLIDING, ON, sizes.dHead(), context);
    int reach = config.size("local_attention", Sizes.MOST_ROWS, WINDOW) / 2;
    int every = config.size("global_attn_every_n_layers", Sizes.MOST_LAYERS, EVERY);
    int layers = config.size("num_hidden_layers", Sizes.MOST_LAYERS, 0);
    List<Block> blocks = new ArrayList<>();
    for (boolean slides :
        LayerTypes.sliding(config, layers, layer -> layer % Math.max(1, every) != 0)) {
      Block block = slides ? Block.of(local).within(OptionalInt.of(reach)) : Block.of(global);
      blocks.add(blocks.isEmpty() ? block.without(Part.ATTENTION_NORM) : block);
    }
    return blocks;
  }
}
