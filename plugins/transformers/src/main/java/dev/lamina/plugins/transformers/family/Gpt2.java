package dev.lamina.plugins.transformers.family;

import dev.lamina.plugins.transformers.family.ConfigFile.Switch;
import java.util.List;
import java.util.Map;

/**
 * GPT-2: pre-norm, causal, learned positions (Radford et al. 2019, transformers' {@code
 * GPT2Model}).
 */
final class Gpt2 {

  private Gpt2() {}

  static Family family() {
    return new Family(
        "gpt2",
        List.of("", "transformer."),
        Map.of(
            Part.TOKEN_EMBEDDING, List.of("wte"),
            Part.POSITION_EMBEDDING, List.of("wpe"),
            Part.ATTENTION_NORM, List.of("h.{}.ln_1"),
            Part.QKV, List.of("h.{}.attn.c_attn"),
            Part.ATTENTION_OUTPUT, List.of("h.{}.attn.c_proj"),
            Part.MLP_NORM, List.of("h.{}.ln_2"),
            Part.MLP_UP, List.of("h.{}.mlp.c_fc"),
            Part.MLP_DOWN, List.of("h.{}.mlp.c_proj"),
            Part.FINAL_NORM, List.of("ln_f")),
        Family.Orientation.INPUTS_FIRST,
        List.of(".attn.bias", ".attn.masked_bias", "lm_head.", "multiple_choice_head.", "score."),
        Gpt2::read);
  }

  private static Architecture read(ConfigFile config) {
    config.mustBe("scale_attn_weights", Switch.ON, Switch.ON);
    config.mustBe("scale_attn_by_inverse_layer_idx", Switch.OFF, Switch.OFF);
    config.mustBe("add_cross_attention", Switch.OFF, Switch.OFF);
    Sizes sizes = Sizes.read(config, "n_embd", "n_head");
    return new Architecture(
        "gpt2",
        config.size("n_layer", Sizes.MOST_LAYERS),
        sizes.dModel(),
        sizes.heads(),
        config.size("n_inner", Sizes.MOST_WIDTH, 4 * sizes.dModel()),
        config.size("vocab_size", Sizes.MOST_ROWS),
        config.size("n_positions", Sizes.MOST_ROWS),
        0,
        NormPlacement.PRE,
        config.fraction("layer_norm_epsilon", 1e-5),
        Attention.CAUSAL,
        config.choice("activation_function", "gelu_new", Activation.spellings()));
  }
}
