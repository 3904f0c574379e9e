package dev.lamina.plugins.transformers.architecture;

import dev.lamina.api.model.Component;
import dev.lamina.api.model.HookPoint;
import dev.lamina.plugins.transformers.architecture.Attention.HeadNorm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything about a transformer that its forward pass depends on, besides the weights.
 *
 * @param family {@code model_type} of its configuration
 * @param dModel width of the residual stream
 * @param vocabulary rows of the token embedding
 * @param contextLength the most tokens of a sequence
 * @param flow whether the MLP reads what attention wrote
 * @param residualScale what attention and MLP outputs are multiplied by before they are added
 * @param blocks what differs between blocks, one a block
 * @param logits how the next token is predicted; empty if it is not
 * @param parts the parts that have weights
 * @param biased those whose norm or linear map has a bias
 */
public record Architecture(
    String family,
    int dModel,
    int vocabulary,
    int contextLength,
    Embedding embedding,
    Normalization norm,
    Flow flow,
    double residualScale,
    Attention attention,
    Mlp mlp,
    List<Block> blocks,
    Optional<Logits> logits,
    Set<Part> parts,
    Set<Part> biased) {

  /** Whether the MLP reads what attention wrote. */
  public enum Flow {
    /** It does. */
    SEQUENTIAL,
    /** Both read the stream that enters the block (Wang and Komatsuzaki 2021, GPT-J). */
    PARALLEL
  }

  public Architecture {
    blocks = List.copyOf(blocks);
    parts = EnumSet.copyOf(parts);
    biased = Set.copyOf(biased);
  }

  /** Number of blocks. */
  public int layers() {
    return blocks.size();
  }

  /** The same with some of its first blocks alone. */
  public Architecture first(int count) {
    return new Architecture(
        family,
        dModel,
        vocabulary,
        contextLength,
        embedding,
        norm,
        flow,
        residualScale,
        attention,
        mlp,
        blocks.subList(0, count),
        logits,
        parts,
        biased);
  }

  /** Sequences whose lengths have the same number here are turned by the same rotary angles. */
  public int sameAngles(int length) {
    return blocks.stream()
        .flatMap(block -> block.rotary().stream())
        .mapToInt(rotary -> rotary.scaling().sameAngles(length))
        .max()
        .orElse(0);
  }

  /** How often a part exists. */
  public int count(Part part) {
    return part.place() == Part.Place.BLOCK ? layers() : 1;
  }

  /** Whether a part exists, in a block if it is a block's. */
  public boolean has(Part part, int layer) {
    return parts.contains(part)
        && (part.place() != Part.Place.BLOCK || !blocks.get(layer).without().contains(part));
  }

  /** Whether a part has numbers in the files: all but norms that only normalize. */
  public boolean stored(Part part) {
    return part.kind() != Part.Kind.NORM || norm.weights() != Normalization.Weights.NONE;
  }

  /**
   * The rows of a part's weight: an embedding's vectors, a linear map's outputs, the elements of a
   * norm. Several for what a file may hold apart: queries, keys and values; gate and up.
   */
  public int[] rows(Part part) {
    return switch (part) {
      case TOKEN_EMBEDDING, LM_HEAD -> new int[] {vocabulary};
      case POSITION_EMBEDDING -> new int[] {embedding.positions().rows()};
      case TOKEN_TYPE_EMBEDDING -> new int[] {embedding.tokenTypes()};
      case RELATIVE_BIAS -> new int[] {buckets()};
      case QKV -> new int[] {attention.qWidth(), attention.kvWidth(), attention.kvWidth()};
      case Q_NORM -> headNormRows(attention.heads());
      case K_NORM -> headNormRows(attention.kvHeads());
      case MLP_UP -> mlp.gated() ? new int[] {mlp.width(), mlp.width()} : new int[] {mlp.width()};
      case EMBEDDING_NORM -> new int[] {embedding.sumWidth(dModel)};
      case OUTPUT_PROJECTION -> new int[] {embedding.width()};
      case EMBEDDING_PROJECTION,
          ATTENTION_NORM,
          ATTENTION_OUTPUT,
          ATTENTION_OUTPUT_NORM,
          ATTENTION_SUM_NORM,
          MLP_NORM,
          MLP_DOWN,
          MLP_OUTPUT_NORM,
          MLP_SUM_NORM,
          FINAL_NORM ->
          new int[] {dModel};
    };
  }

  private int[] headNormRows(int heads) {
    int[] rows = new int[attention.headNorm() == HeadNorm.PER_HEAD ? heads : 1];
    Arrays.fill(
        rows,
        attention.headNorm() == HeadNorm.WHOLE ? heads * attention.dHead() : attention.dHead());
    return rows;
  }

  private int buckets() {
    return attention
        .bias()
        .map(bias -> bias instanceof PositionBias.RelativeBuckets ranges ? ranges.buckets() : 0)
        .orElse(0);
  }

  /** The columns of a part's weight; 0 for norms, which have none. */
  public int columns(Part part) {
    if (part.kind() == Part.Kind.NORM) {
      return 0;
    }
    return switch (part) {
      case TOKEN_EMBEDDING, EMBEDDING_PROJECTION -> embedding.width();
      case LM_HEAD -> parts.contains(Part.OUTPUT_PROJECTION) ? embedding.width() : dModel;
      case POSITION_EMBEDDING, TOKEN_TYPE_EMBEDDING -> embedding.sumWidth(dModel);
      case RELATIVE_BIAS -> attention.heads();
      case ATTENTION_OUTPUT -> attention.qWidth();
      case MLP_DOWN -> mlp.width();
      default -> dModel;
    };
  }

  /** How many numbers the weights and biases of some parts hold. */
  public long parameters(Set<Part> some) {
    long parameters = 0;
    for (Part part : some) {
      long rows = Arrays.stream(rows(part)).sum();
      long each = rows * Math.max(1, columns(part)) + (biased.contains(part) ? rows : 0);
      for (int i = 0; i < count(part); i++) {
        parameters += has(part, i) ? each : 0;
      }
    }
    return parameters;
  }

  /** The hook points, in the order of the forward pass. */
  public List<HookPoint> hookPoints() {
    int heads = attention.heads();
    int kvHeads = attention.kvHeads();
    int dHead = attention.dHead();
    List<HookPoint> points = new ArrayList<>();
    points.add(HookPoint.of(Component.EMBED, embedding.sumWidth(dModel)));
    points.add(HookPoint.of(Component.RESID_PRE, dModel));
    points.add(HookPoint.perHead(Component.Q, heads, dHead));
    points.add(HookPoint.perHead(Component.K, kvHeads, dHead));
    points.add(HookPoint.perHead(Component.V, kvHeads, dHead));
    points.add(HookPoint.perKey(Component.ATTN_SCORES, heads));
    points.add(HookPoint.perKey(Component.PATTERN, heads));
    points.add(HookPoint.perHead(Component.Z, heads, dHead));
    points.add(HookPoint.of(Component.ATTN_OUT, dModel));
    if (flow == Flow.SEQUENTIAL) {
      points.add(HookPoint.of(Component.RESID_MID, dModel));
    }
    points.add(HookPoint.of(Component.MLP_PRE, mlp.width()));
    points.add(HookPoint.of(Component.MLP_POST, mlp.width()));
    points.add(HookPoint.of(Component.MLP_OUT, dModel));
    points.add(HookPoint.of(Component.RESID_POST, dModel));
    if (parts.contains(Part.FINAL_NORM)) {
      points.add(HookPoint.of(Component.LN_FINAL, dModel));
    }
    return points;
  }
}
