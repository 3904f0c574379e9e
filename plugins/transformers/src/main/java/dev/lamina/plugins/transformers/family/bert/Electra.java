package dev.lamina.plugins.transformers.family.bert;

import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Embedding.Positions;
import dev.lamina.plugins.transformers.architecture.Embedding.Projection;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;

/**
 * ELECTRA: as BERT, with embeddings that may be narrower than the stream (Clark et al. 2020,
 * transformers' {@code ElectraModel}).
 */
public final class Electra {

  private static final int EMBEDDING = 128;

  private Electra() {}

  public static Family family() {
    Names names =
        Encoders.names("electra.")
            .with(Part.EMBEDDING_PROJECTION, "embeddings_project")
            .besides("discriminator_predictions.", "generator_predictions.", "generator_lm_head.");
    return new Family("electra", names, Electra::read);
  }

  private static Architecture read(ConfigFile config) {
    int rows = Encoders.positions(config);
    return Encoders.tokenTypes(Encoders.draft(config, "electra", rows), config)
        .positions(Positions.ofRows(rows))
        .embeddingWidth(
            config.size("embedding_size", Sizes.MOST_WIDTH, EMBEDDING), Projection.OF_SUM)
        .biased(Part.EMBEDDING_PROJECTION)
        .finish();
  }
}
