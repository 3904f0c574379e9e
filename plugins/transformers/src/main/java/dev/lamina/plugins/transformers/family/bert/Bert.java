package dev.lamina.plugins.transformers.family.bert;

import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Embedding.Positions;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.family.Family;

/**
 * BERT: post-norm, bidirectional, learned positions, token types (Devlin et al. 2019, transformers'
 * {@code BertModel}). Every token has type 0.
 */
public final class Bert {

  private Bert() {}

  public static Family family() {
    return new Family("bert", Encoders.names("bert."), Bert::read);
  }

  private static Architecture read(ConfigFile config) {
    int rows = Encoders.positions(config);
    return Encoders.tokenTypes(Encoders.draft(config, "bert", rows), config)
        .positions(Positions.ofRows(rows))
        .finish();
  }
}
