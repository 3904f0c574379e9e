package dev.lamina.plugins.transformers.family;

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
  /** The norm of the attention half of a block. */
  ATTENTION_NORM(Kind.NORM, Place.BLOCK),
  /** Queries, keys and values, one under the other. */
  QKV(Kind.LINEAR, Place.BLOCK),
  /** What mixes the heads' outputs. */
  ATTENTION_OUTPUT(Kind.LINEAR, Place.BLOCK),
  /** The norm of the MLP half of a block. */
  MLP_NORM(Kind.NORM, Place.BLOCK),
  /** The MLP's first matrix. */
  MLP_UP(Kind.LINEAR, Place.BLOCK),
  /** The MLP's second matrix. */
  MLP_DOWN(Kind.LINEAR, Place.BLOCK),
  /** The norm after the last block. */
  FINAL_NORM(Kind.NORM, Place.MODEL);

  /** What a part's tensors are. */
  public enum Kind {
    /** A weight [rows, d_model]. */
    EMBEDDING,
    /** A weight and a bias, [d_model] each. */
    NORM,
    /** A weight [outputs, inputs] and a bias [outputs]. */
    LINEAR
  }

  /** How often a part exists. */
  public enum Place {
    /** Once a model. */
    MODEL,
    /** Once a block. */
    BLOCK
  }

  private final Kind kind;
  private final Place place;

  Part(Kind kind, Place place) {
    this.kind = kind;
    this.place = place;
  }

  public Kind kind() {
    return kind;
  }

  public Place place() {
    return place;
  }
}
