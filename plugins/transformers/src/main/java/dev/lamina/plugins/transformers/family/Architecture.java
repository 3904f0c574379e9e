package dev.lamina.plugins.transformers.family;

import dev.lamina.api.model.Component;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Everything about a transformer that its forward pass depends on, besides the weights.
 *
 * @param family {@code model_type} of its configuration
 * @param layers number of blocks
 * @param dModel width of the residual stream
 * @param heads attention heads a block; divides {@code dModel}
 * @param dMlp width of the MLP's hidden layer
 * @param vocabulary rows of the token embedding
 * @param contextLength rows of the position embedding
 * @param tokenTypes rows of the token type embedding, 0 if there is none
 * @param normEps what a norm adds to the variance
 */
public record Architecture(
    String family,
    int layers,
    int dModel,
    int heads,
    int dMlp,
    int vocabulary,
    int contextLength,
    int tokenTypes,
    NormPlacement norms,
    double normEps,
    Attention attention,
    Activation activation) {

  /** The parts that this transformer has, in the order of the forward pass. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>(Arrays.asList(Part.values()));
    if (tokenTypes == 0) {
      parts.remove(Part.TOKEN_TYPE_EMBEDDING);
    }
    parts.remove(norms == NormPlacement.PRE ? Part.EMBEDDING_NORM : Part.FINAL_NORM);
    return parts;
  }

  /** How often a part exists. */
  public int count(Part part) {
    return part.place() == Part.Place.BLOCK ? layers : 1;
  }

  /**
   * The rows of a part's weight: an embedding's vectors, a linear map's outputs, the elements of a
   * norm. Of {@link Part#QKV} those of queries, keys and values, which a file may hold apart.
   */
  public int[] rows(Part part) {
    return switch (part) {
      case TOKEN_EMBEDDING -> new int[] {vocabulary};
      case POSITION_EMBEDDING -> new int[] {contextLength};
      case TOKEN_TYPE_EMBEDDING -> new int[] {tokenTypes};
      case QKV -> new int[] {dModel, dModel, dModel};
      case MLP_UP -> new int[] {dMlp};
      case EMBEDDING_NORM, ATTENTION_NORM, ATTENTION_OUTPUT, MLP_NORM, MLP_DOWN, FINAL_NORM ->
          new int[] {dModel};
    };
  }

  /** The shape of a part's weight with a number of rows. */
  public long[] weightShape(Part part, long rows) {
    if (part.kind() == Part.Kind.NORM) {
      return new long[] {rows};
    }
    return new long[] {rows, part == Part.MLP_DOWN ? dMlp : dModel};
  }

  /** How many numbers its weights and biases hold. */
  public long parameters() {
    long parameters = 0;
    for (Part part : parts()) {
      long rows = Arrays.stream(rows(part)).sum();
      long[] shape = weightShape(part, rows);
      long weight = shape.length == 1 ? shape[0] : shape[0] * shape[1];
      long bias = part.kind() == Part.Kind.EMBEDDING ? 0 : rows;
      parameters += count(part) * (weight + bias);
    }
    return parameters;
  }

  /** The hook points, in the order of the forward pass. */
  public List<Component> components() {
    List<Component> components =
        new ArrayList<>(
            List.of(
                Component.EMBED,
                Component.RESID_PRE,
                Component.ATTN_OUT,
                Component.RESID_MID,
                Component.MLP_OUT,
                Component.RESID_POST));
    if (norms == NormPlacement.PRE) {
      components.add(Component.LN_FINAL);
    }
    return components;
  }
}
