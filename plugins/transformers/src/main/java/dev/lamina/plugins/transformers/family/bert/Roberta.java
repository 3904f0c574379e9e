package dev.lamina.plugins.transformers.family.bert;

import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.config.Sizes;
import dev.lamina.plugins.transformers.family.Family;

/**
 * RoBERTa and XLM-R: as BERT, with positions that begin behind the row of the padding token (Liu et
 * al. 2019, Conneau et al. 2020, transformers' {@code RobertaModel, XLMRobertaModel}).
 */
public final class Roberta {

  private static final int PADDING = 1;

  private Roberta() {}

  public static Family family() {
    return named("roberta");
  }

  public static Family multilingual() {
    return named("xlm-roberta");
  }

  private static Family named(String modelType) {
    return new Family(modelType, Encoders.names("roberta."), config -> read(config, modelType));
  }

  private static Architecture read(ConfigFile config, String modelType) {
    int rows = Encoders.positions(config);
    int padding = config.whole("pad_token_id", 0, Sizes.MOST_ROWS, PADDING);
    return Encoders.tokenTypes(
            Encoders.draft(config, modelType, Math.max(1, rows - padding - 1)), config)
        .positions(Encoders.behindPadding(rows, padding))
        .finish();
  }
}
