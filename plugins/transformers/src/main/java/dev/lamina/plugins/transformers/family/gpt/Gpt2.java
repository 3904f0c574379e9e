package dev.lamina.plugins.transformers.family.gpt;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.OFF;
import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.ON;

import dev.lamina.plugins.transformers.architecture.Activation;
import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Attention;
import dev.lamina.plugins.transformers.architecture.Attention.Direction;
import dev.lamina.plugins.transformers.architecture.Embedding.Positions;
import dev.lamina.plugins.transformers.architecture.Logits;
import dev.lamina.plugins.transformers.architecture.Mlp;
import dev.lamina.plugins.transformers.architecture.Normalization;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;

/**
 * GPT-2: pre-norm, causal, learned positions (Radford et al. 2019, transformers' {@code
 * GPT2Model}).
 */
public final class Gpt2 {

  private Gpt2() {}

  public static Family family() {
    return new Family("gpt2", names().inputsFirst(), config -> draft(config, "gpt2").finish());
  }

  /** GPT-2's tensor names. */
  static Names names() {
    return Names.behind("transformer.")
        .with(Part.TOKEN_EMBEDDING, "wte")
        .with(Part.POSITION_EMBEDDING, "wpe")
        .with(Part.ATTENTION_NORM, "h.{}.ln_1")
        .with(Part.QKV, "h.{}.attn.c_attn")
        .with(Part.ATTENTION_OUTPUT, "h.{}.attn.c_proj")
        .with(Part.MLP_NORM, "h.{}.ln_2")
        .with(Part.MLP_UP, "h.{}.mlp.c_fc")
        .with(Part.MLP_DOWN, "h.{}.mlp.c_proj")
        .with(Part.FINAL_NORM, "ln_f")
        .with(Part.LM_HEAD, "lm_head")
        .besides(".attn.bias", ".attn.masked_bias", "lm_head.", "multiple_choice_head.", "score.");
  }

  /** What GPTBigCode has in common with GPT-2. */
  static ArchitectureDraft draft(ConfigFile config, String family) {
    config.mustBe("scale_attn_weights", ON, ON);
    config.mustBe("scale_attn_by_inverse_layer_idx", OFF, OFF);
    config.mustBe("add_cross_attention", OFF, OFF);
    Sizes sizes = Sizes.read(config, "n_embd", "n_head");
    String usual = family.equals("gpt2") ? "gelu_new" : "gelu_pytorch_tanh";
    int positions = config.size("n_positions", Sizes.MOST_ROWS);
    ArchitectureDraft draft =
        new ArchitectureDraft(
                family,
                config.size("n_layer", Sizes.MOST_LAYERS),
                sizes.dModel(),
                config.size("vocab_size", Sizes.MOST_ROWS),
                positions,
                Normalization.layer(config.fraction("layer_norm_epsilon", 1e-5)),
                Attention.of(Direction.CAUSAL, sizes.heads(), sizes.kvHeads(), sizes.dHead()),
                Mlp.plain(
                    config.size("n_inner", Sizes.MOST_WIDTH, 4 * sizes.dModel()),
                    config.choice("activation_function", usual, Activation.spellings())))
            .with(Part.ATTENTION_NORM, Part.MLP_NORM, Part.FINAL_NORM)
            .positions(Positions.ofRows(positions))
            .biasedLinears()
            .biasedNorms()
            .logits(Logits.PLAIN);
    return config.isOn("tie_word_embeddings", ON) ? draft : draft.with(Part.LM_HEAD);
  }
}
