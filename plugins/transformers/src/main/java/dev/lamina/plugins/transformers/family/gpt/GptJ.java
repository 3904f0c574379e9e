package dev.lamina.plugins.transformers.family.gpt;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.OFF;

import dev.lamina.plugins.transformers.architecture.Activation;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Attention;
import dev.lamina.plugins.transformers.architecture.Attention.Direction;
import dev.lamina.plugins.transformers.architecture.Block;
import dev.lamina.plugins.transformers.architecture.Logits;
import dev.lamina.plugins.transformers.architecture.Mlp;
import dev.lamina.plugins.transformers.architecture.Normalization;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.architecture.RopeScaling;
import dev.lamina.plugins.transformers.architecture.Rotary;
import dev.lamina.plugins.transformers.architecture.Rotary.Pairing;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;
import java.util.Collections;

/**
 * GPT-J: rotary positions in neighbouring pairs, attention and MLP in parallel behind one norm
 * (Wang and Komatsuzaki 2021, transformers' {@code GPTJModel}).
 */
public final class GptJ {

  private static final double BASE = 10_000;
  private static final int ROTARY_DIMS = 64;

  private GptJ() {}

  public static Family family() {
    Names names =
        Names.behind("transformer.")
            .with(Part.TOKEN_EMBEDDING, "wte")
            .with(Part.ATTENTION_NORM, "h.{}.ln_1")
            .with(Part.QKV, "h.{}.attn.q_proj", "h.{}.attn.k_proj", "h.{}.attn.v_proj")
            .with(Part.ATTENTION_OUTPUT, "h.{}.attn.out_proj")
            .with(Part.MLP_UP, "h.{}.mlp.fc_in")
            .with(Part.MLP_DOWN, "h.{}.mlp.fc_out")
            .with(Part.FINAL_NORM, "ln_f")
            .with(Part.LM_HEAD, "lm_head")
            .besides(
                ".attn.bias",
                ".attn.masked_bias",
                ".attn.embed_positions",
                "lm_head.",
                "score.",
                "qa_outputs.");
    return new Family("gptj", names, GptJ::read);
  }

  private static Architecture read(ConfigFile config) {
    Sizes sizes = Sizes.read(config, "n_embd", "n_head");
    int layers = config.size("n_layer", Sizes.MOST_LAYERS);
    if (config.isNull("rotary_dim")) {
      config.error("rotary_dim", "rotary_dim is null, not supported; supported: a whole number");
    }
    int dims = config.size("rotary_dim", Sizes.MOST_WIDTH, ROTARY_DIMS);
    if (dims % 2 != 0 || dims > sizes.dHead()) {
      config.error(
          "rotary_dim",
          "rotary_dim %d is not an even part of a head's %d numbers"
              .formatted(dims, sizes.dHead()));
    }
    Rotary rotary = new Rotary(dims, BASE, Pairing.NEIGHBOURS, new RopeScaling.None());
    ArchitectureDraft draft =
        new ArchitectureDraft(
                "gptj",
                layers,
                sizes.dModel(),
                config.size("vocab_size", Sizes.MOST_ROWS),
                config.size("n_positions", Sizes.MOST_ROWS),
                Normalization.layer(config.fraction("layer_norm_epsilon", 1e-5)),
                Attention.of(Direction.CAUSAL, sizes.heads(), sizes.kvHeads(), sizes.dHead()),
                Mlp.plain(
                    config.size("n_inner", Sizes.MOST_WIDTH, 4 * sizes.dModel()),
                    config.choice("activation_function", "gelu_new", Activation.spellings())))
            .with(Part.ATTENTION_NORM, Part.FINAL_NORM)
            .parallel()
            .blocks(Collections.nCopies(layers, Block.of(rotary)))
            .biasedNorms()
            .biased(Part.MLP_UP, Part.MLP_DOWN, Part.LM_HEAD)
            .logits(Logits.PLAIN);
    config.mustBe("tie_word_embeddings", OFF, OFF); // the head has a bias of its own
    return draft.with(Part.LM_HEAD).finish();
  }
}
