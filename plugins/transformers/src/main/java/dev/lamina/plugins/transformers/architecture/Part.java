package dev.lamina.plugins.transformers.architecture;

import java.util.EnumSet;
import java.util.Set;

/** A part of a transformer that has weights. */
public enum Part {
  /** A vector a token of the vocabulary. */
  TOKEN_EMBEDDING(Kind.EMBEDDING, Place.MODEL),
  /** A vector a position. */
  POSITION_EMBEDDING(Kind.EMBEDDING, Place.MODEL),
  /** A vector a token type (BERT's segments). */
  TOKEN_TYPE_EMBEDDING(Kind.EMBEDDING, Place.MODEL),
  /** The norm between the sum of the embeddings and the first block. */
  EMBEDDING_NORM(Kind.NORM, Place.MODEL),
  /** What brings embeddings of another width to that of the residual stream. */
  EMBEDDING_PROJECTION(Kind.LINEAR, Place.MODEL),
  /** A number a head for each range of distances, added to the attention scores of all blocks. */
  RELATIVE_BIAS(Kind.EMBEDDING, Place.MODEL),
  /** The norm of what attention reads. */
  ATTENTION_NORM(Kind.NORM, Place.BLOCK),
  /** Queries, keys and values, one under the other. */
  QKV(Kind.LINEAR, Place.BLOCK),
  /** The norm of the queries. */
  Q_NORM(Kind.NORM, Place.BLOCK),
  /** The norm of the keys. */
  K_NORM(Kind.NORM, Place.BLOCK),
  /** What mixes the heads' outputs. */
  ATTENTION_OUTPUT(Kind.LINEAR, Place.BLOCK),
  /** The norm of what attention adds to the residual stream. */
  ATTENTION_OUTPUT_NORM(Kind.NORM, Place.BLOCK),
  /** The norm of the residual stream behind attention. */
  ATTENTION_SUM_NORM(Kind.NORM, Place.BLOCK),
  /** The norm of what the MLP reads. */
  MLP_NORM(Kind.NORM, Place.BLOCK),
  /** The MLP's first matrix; in a gated MLP the gate's, and under it the other. */
  MLP_UP(Kind.LINEAR, Place.BLOCK),
  /** The MLP's second matrix. */
  MLP_DOWN(Kind.LINEAR, Place.BLOCK),
  /** The norm of what the MLP adds to the residual stream. */
  MLP_OUTPUT_NORM(Kind.NORM, Place.BLOCK),
  /** The norm of the residual stream behind the MLP. */
  MLP_SUM_NORM(Kind.NORM, Place.BLOCK),
  /** The norm after the last block. */
  FINAL_NORM(Kind.NORM, Place.MODEL),
  /** What brings the residual stream to the width of the embeddings. */
  OUTPUT_PROJECTION(Kind.LINEAR, Place.HEAD),
  /** What gives the next token's logits, where it is not the token embedding. */
  LM_HEAD(Kind.LINEAR, Place.HEAD);

  /** What a part's tensors are. */
  public enum Kind {
    /** A weight [rows, columns]. */
    EMBEDDING,
    /** A weight [rows], and maybe a bias of the same shape. */
    NORM,
    /** A weight [outputs, inputs], and maybe a bias [outputs]. */
    LINEAR
  }

  /** How often a part exists. */
  public enum Place {
    /** Once a model. */
    MODEL,
    /** Once a block. */
    BLOCK,
    /** Once a model, read only when logits are asked for; a file may lack it. */
    HEAD
  }

  private final Kind kind;
  private final Place place;

  Part(Kind kind, Place place) {
    this.kind = kind;
    this.place = place;
  }

  /** Those of some parts that every forward pass needs: all but the head's. */
  public static Set<Part> withoutHead(Set<Part> some) {
    Set<Part> trunk = EnumSet.copyOf(some);
    trunk.removeIf(part -> part.place == Place.HEAD);
    return trunk;
  }

  public Kind kind() {
    return kind;
  }

  public Place place() {
    return place;
  }
}
