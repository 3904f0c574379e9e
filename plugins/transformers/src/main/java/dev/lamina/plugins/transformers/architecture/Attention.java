package dev.lamina.plugins.transformers.architecture;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Attention, as all blocks have it.
 *
 * @param heads query heads
 * @param kvHeads heads of keys and values; divides {@code heads}, and head h reads key-value head
 *     {@code h / (heads / kvHeads)}
 * @param dHead numbers a head
 * @param scale what the products of queries and keys are multiplied by
 * @param softcap c, where scores are {@code c tanh(scores / c)}
 * @param clip the largest size of queries, keys and values
 * @param headNorm what the norms of queries and keys are taken over
 * @param bias what is added to the scores by position
 * @param layout how a single tensor holds queries, keys and values
 */
public record Attention(
    Direction direction,
    int heads,
    int kvHeads,
    int dHead,
    double scale,
    OptionalDouble softcap,
    OptionalDouble clip,
    HeadNorm headNorm,
    Optional<PositionBias> bias,
    QkvLayout layout) {

  /** Which tokens a token sees. */
  public enum Direction {
    /** Itself and those before it. */
    CAUSAL,
    /** All of them. */
    BIDIRECTIONAL
  }

  /** What the norms of queries and keys are taken over, if there are any. */
  public enum HeadNorm {
    /** Each head, with the same weights [d_head] (Qwen 3). */
    SHARED,
    /** Each head, with weights of its own, [heads, d_head] (StableLM 2 12B). */
    PER_HEAD,
    /** All heads together, with weights [heads d_head] (OLMo 2). */
    WHOLE
  }

  /** How a single tensor holds queries, keys and values. */
  public enum QkvLayout {
    /** All queries, all keys, all values. */
    STACKED,
    /** For each key-value head: the queries that read it, the key, the value. */
    GROUPED
  }

  /** The usual attention: scaled by {@code 1 / sqrt(d_head)}, and nothing else. */
  public static Attention of(Direction direction, int heads, int kvHeads, int dHead) {
    return new Attention(
        direction,
        heads,
        kvHeads,
        dHead,
        1 / Math.sqrt(dHead),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        HeadNorm.SHARED,
        Optional.empty(),
        QkvLayout.STACKED);
  }

  public Attention withScale(double newScale) {
    return new Attention(
        direction, heads, kvHeads, dHead, newScale, softcap, clip, headNorm, bias, layout);
  }

  public Attention withSoftcap(OptionalDouble newSoftcap) {
    return new Attention(
        direction, heads, kvHeads, dHead, scale, newSoftcap, clip, headNorm, bias, layout);
  }

  public Attention withClip(OptionalDouble newClip) {
    return new Attention(
        direction, heads, kvHeads, dHead, scale, softcap, newClip, headNorm, bias, layout);
  }

  public Attention withHeadNorm(HeadNorm newHeadNorm) {
    return new Attention(
        direction, heads, kvHeads, dHead, scale, softcap, clip, newHeadNorm, bias, layout);
  }

  public Attention withBias(PositionBias newBias) {
    return new Attention(
        direction,
        heads,
        kvHeads,
        dHead,
        scale,
        softcap,
        clip,
        headNorm,
        Optional.of(newBias),
        layout);
  }

  public Attention withLayout(QkvLayout newLayout) {
    return new Attention(
        direction, heads, kvHeads, dHead, scale, softcap, clip, headNorm, bias, newLayout);
  }

  public boolean causal() {
    return direction == Direction.CAUSAL;
  }

  /** The width of queries and of the heads' outputs. */
  public int qWidth() {
    return heads * dHead;
  }

  /** The width of keys and of values. */
  public int kvWidth() {
    return kvHeads * dHead;
  }

  /**
   * Where the rows of {@link Part#QKV}, all queries, all keys, all values, stand in a tensor of the
   * layout {@link QkvLayout#GROUPED}.
   */
  public int[] groupedRows() {
    int group = heads / kvHeads;
    int[] rows = new int[qWidth() + 2 * kvWidth()];
    int next = 0;
    for (int head = 0; head < heads; head++) {
      next = copyHead(head / group * (group + 2) + head % group, rows, next);
    }
    for (int part = 0; part < 2; part++) {
      for (int head = 0; head < kvHeads; head++) {
        next = copyHead(head * (group + 2) + group + part, rows, next);
      }
    }
    return rows;
  }

  private int copyHead(int from, int[] rows, int at) {
    for (int i = 0; i < dHead; i++) {
      rows[at + i] = from * dHead + i;
    }
    return at + dHead;
  }
}
