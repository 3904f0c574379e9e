package dev.lamina.plugins.transformers.family;

import dev.lamina.plugins.transformers.family.ConfigFile.Switch;
import java.util.List;
import java.util.Map;

/**
 * BERT: post-norm, bidirectional, learned positions, token types (Devlin et al. 2019, transformers'
 * {@code BertModel}). Every token has type 0.
 */
final class Bert {

  private Bert() {}

  static Family family() {
    return new Family(
        "bert",
        List.of("", "bert."),
        Map.of(
            Part.TOKEN_EMBEDDING, List.of("embeddings.word_embeddings"),
            Part.POSITION_EMBEDDING, List.of("embeddings.position_embeddings"),
            Part.TOKEN_TYPE_EMBEDDING, List.of("embeddings.token_type_embeddings"),
            Part.EMBEDDING_NORM, List.of("embeddings.LayerNorm"),
            Part.QKV,
                List.of(
                    "encoder.layer.{}.attention.self.query",
                    "encoder.layer.{}.attention.self.key",
                    "encoder.layer.{}.attention.self.value"),
            Part.ATTENTION_OUTPUT, List.of("encoder.layer.{}.attention.output.dense"),
            Part.ATTENTION_NORM, List.of("encoder.layer.{}.attention.output.LayerNorm"),
            Part.MLP_UP, List.of("encoder.layer.{}.intermediate.dense"),
            Part.MLP_DOWN, List.of("encoder.layer.{}.output.dense"),
            Part.MLP_NORM, List.of("encoder.layer.{}.output.LayerNorm")),
        Family.Orientation.OUTPUTS_FIRST,
        List.of("position_ids", "pooler.", "bert.pooler.", "cls.", "classifier.", "qa_outputs."),
        Bert::read);
  }

  private static Architecture read(ConfigFile config) {
    config.choice("position_embedding_type", "absolute", Map.of("absolute", true));
    config.mustBe("is_decoder", Switch.OFF, Switch.OFF);
    config.mustBe("add_cross_attention", Switch.OFF, Switch.OFF);
    Sizes sizes = Sizes.read(config, "hidden_size", "num_attention_heads");
    return new Architecture(
        "bert",
        config.size("num_hidden_layers", Sizes.MOST_LAYERS),
        sizes.dModel(),
        sizes.heads(),
        config.size("intermediate_size", Sizes.MOST_WIDTH),
        config.size("vocab_size", Sizes.MOST_ROWS),
        config.size("max_position_embeddings", Sizes.MOST_ROWS, 512),
        config.size("type_vocab_size", Sizes.MOST_WIDTH, 2),
        NormPlacement.POST,
        config.fraction("layer_norm_eps", 1e-12),
        Attention.BIDIRECTIONAL,
        config.choice("hidden_act", "gelu", Activation.spellings()));
  }
}
