package dev.lamina.plugins.transformers.family.gpt;

import static dev.lamina.plugins.transformers.config.ConfigFile.Switch.ON;

import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Attention;
import dev.lamina.plugins.transformers.architecture.Attention.QkvLayout;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.family.Family;

/**
 * GPTBigCode (SantaCoder, StarCoder): as GPT-2, with one head of keys and values (Shazeer 2019,
 * transformers' {@code GPTBigCodeModel}).
 */
public final class GptBigCode {

  private GptBigCode() {}

  public static Family family() {
    return new Family("gpt_bigcode", Gpt2.names(), GptBigCode::read);
  }

  private static Architecture read(ConfigFile config) {
    boolean multiQuery = config.isOn("multi_query", ON);
    return Gpt2.draft(config, "gpt_bigcode")
        .attention(all -> multiQuery ? oneKeyValueHead(all) : all.withLayout(QkvLayout.GROUPED))
        .finish();
  }

  private static Attention oneKeyValueHead(Attention all) {
    return Attention.of(all.direction(), all.heads(), 1, all.dHead());
  }
}
