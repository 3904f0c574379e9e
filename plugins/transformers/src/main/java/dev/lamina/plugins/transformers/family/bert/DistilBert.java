package dev.lamina.plugins.transformers.family.bert;

import dev.lamina.plugins.transformers.architecture.Activation;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.ArchitectureDraft;
import dev.lamina.plugins.transformers.architecture.Attention;
import dev.lamina.plugins.transformers.architecture.Attention.Direction;
import dev.lamina.plugins.transformers.architecture.Embedding.Positions;
import dev.lamina.plugins.transformers.architecture.Mlp;
import dev.lamina.plugins.transformers.architecture.Normalization;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;

/**
 * DistilBERT: as BERT, without token types (Sanh et al. 2019, transformers' {@code
 * DistilBertModel}).
 */
public final class DistilBert {

  private static final double EPS = 1e-12;

  private DistilBert() {}

  public static Family family() {
    Names names =
        Names.behind("distilbert.")
            .with(Part.TOKEN_EMBEDDING, "embeddings.word_embeddings")
            .with(Part.POSITION_EMBEDDING, "embeddings.position_embeddings")
            .with(Part.EMBEDDING_NORM, "embeddings.LayerNorm")
            .with(
                Part.QKV,
                "transformer.layer.{}.attention.q_lin",
                "transformer.layer.{}.attention.k_lin",
                "transformer.layer.{}.attention.v_lin")
            .with(Part.ATTENTION_OUTPUT, "transformer.layer.{}.attention.out_lin")
            .with(Part.ATTENTION_SUM_NORM, "transformer.layer.{}.sa_layer_norm")
            .with(Part.MLP_UP, "transformer.layer.{}.ffn.lin1")
            .with(Part.MLP_DOWN, "transformer.layer.{}.ffn.lin2")
            .with(Part.MLP_SUM_NORM, "transformer.layer.{}.output_layer_norm")
            .besides(
                "position_ids",
                "vocab_transform.",
                "vocab_layer_norm.",
                "vocab_projector.",
                "pre_classifier.",
                "classifier.",
                "qa_outputs.");
    return new Family("distilbert", names, DistilBert::read);
  }

  private static Architecture read(ConfigFile config) {
    Sizes sizes = Sizes.read(config, "dim", "n_heads");
    int rows = Encoders.positions(config);
    return Encoders.postNorm(
            new ArchitectureDraft(
                "distilbert",
                config.size("n_layers", Sizes.MOST_LAYERS),
                sizes.dModel(),
                config.size("vocab_size", Sizes.MOST_ROWS),
                rows,
                Normalization.layer(EPS),
                Attention.of(
                    Direction.BIDIRECTIONAL, sizes.heads(), sizes.kvHeads(), sizes.dHead()),
                Mlp.plain(
                    config.size("hidden_dim", Sizes.MOST_WIDTH),
                    config.choice("activation", "gelu", Activation.spellings()))))
        .positions(Positions.ofRows(rows))
        .finish();
  }
}
