package dev.lamina.plugins.transformers.family.bert;

import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.architecture.PositionBias.RelativeBuckets;
import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;

/**
 * MPNet: as BERT, without token types, and with a learned bias of the scores by distance (Song et
 * al. 2020, transformers' {@code MPNetModel}).
 */
public final class MpNet {

  private static final int PADDING = 1;
  private static final int BUCKETS = 32;
  private static final int FARTHEST = 128;

  private MpNet() {}

  public static Family family() {
    Names names =
        Encoders.names("mpnet.")
            .with(
                Part.QKV,
                "encoder.layer.{}.attention.attn.q",
                "encoder.layer.{}.attention.attn.k",
                "encoder.layer.{}.attention.attn.v")
            .with(Part.ATTENTION_OUTPUT, "encoder.layer.{}.attention.attn.o")
            .with(Part.ATTENTION_SUM_NORM, "encoder.layer.{}.attention.LayerNorm")
            .with(Part.RELATIVE_BIAS, "encoder.relative_attention_bias");
    return new Family("mpnet", names, MpNet::read);
  }

  private static Architecture read(ConfigFile config) {
    config.whole("relative_attention_num_buckets", BUCKETS, BUCKETS, BUCKETS);
    int rows = Encoders.positions(config);
    return Encoders.draft(config, "mpnet", Math.max(1, rows - PADDING - 1))
        .positions(Encoders.behindPadding(rows, PADDING))
        .with(Part.RELATIVE_BIAS)
        .attention(attention -> attention.withBias(new RelativeBuckets(BUCKETS, FARTHEST)))
        .finish();
  }
}
