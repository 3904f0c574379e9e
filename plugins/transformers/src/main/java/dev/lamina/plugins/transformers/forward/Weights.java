package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import dev.lamina.plugins.transformers.torch.Linear;
import dev.lamina.plugins.transformers.torch.Norm;
import java.util.List;
import java.util.Optional;

/**
 * A transformer's weights in memory.
 *
 * @param tokens [vocabulary, d_model]
 * @param positions [context, d_model]
 * @param tokenTypes [token types, d_model]
 * @param embeddingNorm between the embeddings and the first block
 * @param finalNorm after the last block
 */
record Weights(
    NDArray tokens,
    NDArray positions,
    Optional<NDArray> tokenTypes,
    Optional<Norm> embeddingNorm,
    List<Block> blocks,
    Optional<Norm> finalNorm) {

  /**
   * The weights of one block.
   *
   * @param qkv d_model to 3 d_model: queries, keys, values
   * @param up d_model to d_mlp
   * @param down d_mlp to d_model
   */
  record Block(
      Norm attentionNorm,
      Linear qkv,
      Linear attentionOutput,
      Norm mlpNorm,
      Linear up,
      Linear down) {}
}
