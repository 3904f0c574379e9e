package dev.lamina.plugins.transformers.family.bert;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.OFF;

import dev.lamina.plugins.transformers.architecture.Activation;
import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Attention;
import dev.lamina.plugins.transformers.architecture.Attention.Direction;
import dev.lamina.plugins.transformers.architecture.Embedding.Positions;
import dev.lamina.plugins.transformers.architecture.Mlp;
import dev.lamina.plugins.transformers.architecture.Normalization;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Names;
import java.util.Map;

/** What the encoders of this package have in common: BERT's keys and tensor names. */
final class Encoders {

  private static final int POSITIONS = 512;
  private static final int TOKEN_TYPES = 2;

  private Encoders() {}

  /** BERT's tensor names. */
  static Names names(String prefix) {
    return Names.behind(prefix)
        .with(Part.TOKEN_EMBEDDING, "embeddings.word_embeddings")
        .with(Part.POSITION_EMBEDDING, "embeddings.position_embeddings")
        .with(Part.TOKEN_TYPE_EMBEDDING, "embeddings.token_type_embeddings")
        .with(Part.EMBEDDING_NORM, "embeddings.LayerNorm")
        .with(
            Part.QKV,
            "encoder.layer.{}.attention.self.query",
            "encoder.layer.{}.attention.self.key",
            "encoder.layer.{}.attention.self.value")
        .with(Part.ATTENTION_OUTPUT, "encoder.layer.{}.attention.output.dense")
        .with(Part.ATTENTION_SUM_NORM, "encoder.layer.{}.attention.output.LayerNorm")
        .with(Part.MLP_UP, "encoder.layer.{}.intermediate.dense")
        .with(Part.MLP_DOWN, "encoder.layer.{}.output.dense")
        .with(Part.MLP_SUM_NORM, "encoder.layer.{}.output.LayerNorm")
        .besides(
            "position_ids",
            "token_type_ids",
            "pooler.",
            prefix + "pooler.",
            "cls.",
            "classifier.",
            "qa_outputs.",
            "lm_head.");
  }

  /** Begins a post-norm encoder by BERT's keys; positions are the family's to add. */
  static ArchitectureDraft draft(ConfigFile config, String family, int context) {
    config.choice("position_embedding_type", "absolute", Map.of("absolute", true));
    config.mustBe("is_decoder", OFF, OFF);
    config.mustBe("add_cross_attention", OFF, OFF);
    Sizes sizes = Sizes.read(config, "hidden_size", "num_attention_heads");
    return postNorm(
        new ArchitectureDraft(
            family,
            config.size("num_hidden_layers", Sizes.MOST_LAYERS),
            sizes.dModel(),
            config.size("vocab_size", Sizes.MOST_ROWS),
            context,
            Normalization.layer(config.fraction("layer_norm_eps", 1e-12)),
            Attention.of(Direction.BIDIRECTIONAL, sizes.heads(), sizes.kvHeads(), sizes.dHead()),
            Mlp.plain(
                config.size("intermediate_size", Sizes.MOST_WIDTH),
                config.choice("hidden_act", "gelu", Activation.spellings()))));
  }

  /** Norms behind the embeddings and the sums, biases everywhere. */
  static ArchitectureDraft postNorm(ArchitectureDraft draft) {
    return draft
        .with(Part.EMBEDDING_NORM, Part.ATTENTION_SUM_NORM, Part.MLP_SUM_NORM)
        .biasedLinears()
        .biasedNorms();
  }

  /** Rows of the position embedding. */
  static int positions(ConfigFile config) {
    return config.size("max_position_embeddings", Sizes.MOST_ROWS, POSITIONS);
  }

  /** Adds token types. */
  static ArchitectureDraft tokenTypes(ArchitectureDraft draft, ConfigFile config) {
    return draft.tokenTypes(config.size("type_vocab_size", Sizes.MOST_WIDTH, TOKEN_TYPES));
  }

  /** Positions that begin behind the row of the padding token. */
  static Positions behindPadding(int rows, int padding) {
    return new Positions(rows, padding + 1, padding);
  }
}
