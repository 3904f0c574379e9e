package dev.lamina.plugins.transformers.architecture;

/**
 * How tokens become the residual stream.
 *
 * @param width of the token embedding
 * @param projection where another width is brought to that of the residual stream
 * @param positions learned positions
 * @param tokenTypes rows of the token type embedding, 0 if there is none; every token has type 0
 * @param scale what the sum is multiplied by
 */
public record Embedding(
    int width, Projection projection, Positions positions, int tokenTypes, double scale) {

  /** Where embeddings of another width are projected. */
  public enum Projection {
    /** Nowhere: the widths are equal. */
    NONE,
    /** Before positions are added (OPT). */
    OF_TOKENS,
    /** After the sum and its norm (ELECTRA). */
    OF_SUM
  }

  /**
   * Learned positions.
   *
   * @param rows of the position embedding, 0 if there is none
   * @param first the row of the first position
   * @param padding the id of the token that has no position of its own, so that it takes the row
   *     before the first and others are counted without it (RoBERTa); -1 if there is none
   */
  public record Positions(int rows, int first, int padding) {

    /** No learned positions. */
    public static final Positions NONE = new Positions(0, 0, -1);

    /** Positions from row 0. */
    public static Positions ofRows(int rows) {
      return new Positions(rows, 0, -1);
    }

    /**
     * The rows of a sequence's tokens.
     *
     * @param ids the sequence's token ids
     */
    public int[] of(int[] ids) {
      int[] positions = new int[ids.length];
      int next = first;
      for (int i = 0; i < ids.length; i++) {
        positions[i] = ids[i] == padding ? first - 1 : next++;
      }
      return positions;
    }
  }

  /** The width of the position and token type embeddings, and of the norm of their sum. */
  public int sumWidth(int dModel) {
    return projection == Projection.OF_SUM ? width : dModel;
  }
}
