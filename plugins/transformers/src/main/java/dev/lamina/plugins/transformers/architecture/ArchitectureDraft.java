package dev.lamina.plugins.transformers.architecture;

import dev.lamina.plugins.transformers.architecture.Architecture.Flow;
import dev.lamina.plugins.transformers.architecture.Embedding.Positions;
import dev.lamina.plugins.transformers.architecture.Embedding.Projection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An architecture while a family reads its configuration. It begins as what most have in common:
 * token embeddings as wide as the stream, no learned positions, a sequential flow, no biases.
 */
public final class ArchitectureDraft {

  private final String family;
  private final int dModel;
  private final int vocabulary;
  private final int contextLength;
  private final Normalization norm;
  private Attention attention;
  private final Mlp mlp;
  private final List<Block> blocks;
  private final EnumSet<Part> parts =
      EnumSet.of(Part.TOKEN_EMBEDDING, Part.QKV, Part.ATTENTION_OUTPUT, Part.MLP_UP, Part.MLP_DOWN);
  private final EnumSet<Part> biased = EnumSet.noneOf(Part.class);
  private int embeddingWidth;
  private Projection projection = Projection.NONE;
  private Positions positions = Positions.NONE;
  private int tokenTypes;
  private double embeddingScale = 1;
  private Flow flow = Flow.SEQUENTIAL;
  private double residualScale = 1;
  private Optional<Logits> logits = Optional.empty();

  /**
   * Begins an architecture.
   *
   * @param layers number of blocks, all plain
   */
  public ArchitectureDraft(
      String family,
      int layers,
      int dModel,
      int vocabulary,
      int contextLength,
      Normalization norm,
      Attention attention,
      Mlp mlp) {
    this.family = family;
    this.dModel = dModel;
    this.vocabulary = vocabulary;
    this.contextLength = contextLength;
    this.norm = norm;
    this.attention = attention;
    this.mlp = mlp;
    this.blocks = new ArrayList<>(Collections.nCopies(layers, Block.PLAIN));
    this.embeddingWidth = dModel;
  }

  /** Adds parts. */
  public ArchitectureDraft with(Part first, Part... others) {
    parts.addAll(EnumSet.of(first, others));
    return this;
  }

  /** Gives parts a bias; those that the architecture lacks do not matter. */
  public ArchitectureDraft biased(Part first, Part... others) {
    biased.addAll(EnumSet.of(first, others));
    return this;
  }

  /** Gives a bias to the linear maps of the blocks. */
  public ArchitectureDraft biasedLinears() {
    return biased(Part.QKV, Part.ATTENTION_OUTPUT, Part.MLP_UP, Part.MLP_DOWN);
  }

  /** Gives a bias to all norms. */
  public ArchitectureDraft biasedNorms() {
    for (Part part : Part.values()) {
      if (part.kind() == Part.Kind.NORM) {
        biased.add(part);
      }
    }
    return this;
  }

  /** Adds learned positions. */
  public ArchitectureDraft positions(Positions learned) {
    positions = learned;
    return with(Part.POSITION_EMBEDDING);
  }

  /** Adds token types. */
  public ArchitectureDraft tokenTypes(int rows) {
    tokenTypes = rows;
    return with(Part.TOKEN_TYPE_EMBEDDING);
  }

  /** Multiplies the sum of the embeddings. */
  public ArchitectureDraft embeddingScale(double scale) {
    embeddingScale = scale;
    return this;
  }

  /** Makes the embeddings as wide as a file holds them; the widths may be equal. */
  public ArchitectureDraft embeddingWidth(int width, Projection ifDifferent) {
    if (width == dModel) {
      return this;
    }
    embeddingWidth = width;
    projection = ifDifferent;
    return with(Part.EMBEDDING_PROJECTION);
  }

  /** Lets attention and MLP read the same stream. */
  public ArchitectureDraft parallel() {
    flow = Flow.PARALLEL;
    return this;
  }

  /** Multiplies what attention and MLP add to the stream. */
  public ArchitectureDraft residualScale(double scale) {
    residualScale = scale;
    return this;
  }

  /** Changes attention. */
  public ArchitectureDraft attention(UnaryOperator<Attention> change) {
    attention = change.apply(attention);
    return this;
  }

  /** Sets the blocks, one a layer. */
  public ArchitectureDraft blocks(List<Block> all) {
    blocks.clear();
    blocks.addAll(all);
    return this;
  }

  /** Predicts the next token, by the token embedding unless there is a {@link Part#LM_HEAD}. */
  public ArchitectureDraft logits(Logits how) {
    logits = Optional.of(how);
    return this;
  }

  private int context() {
    return blocks.stream()
        .flatMap(block -> block.rotary().stream())
        .mapToInt(rotary -> rotary.scaling().context(contextLength))
        .max()
        .orElse(contextLength);
  }

  /** The finished architecture. */
  public Architecture finish() {
    Set<Part> withBias = EnumSet.copyOf(parts);
    withBias.retainAll(biased);
    return new Architecture(
        family,
        dModel,
        vocabulary,
        context(),
        new Embedding(embeddingWidth, projection, positions, tokenTypes, embeddingScale),
        norm,
        flow,
        residualScale,
        attention,
        mlp,
        blocks,
        logits,
        parts,
        withBias);
  }
}
