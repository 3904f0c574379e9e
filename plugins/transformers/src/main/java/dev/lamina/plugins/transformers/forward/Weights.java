package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import dev.lamina.plugins.transformers.torch.Linear;
import dev.lamina.plugins.transformers.torch.Norm;
import java.util.List;
import java.util.Optional;

/**
 * A transformer's weights in memory.
 *
 * @param tokens the vectors of the vocabulary
 * @param positions [positions, width]
 * @param tokenTypes [token types, width]
 * @param embeddingNorm between the embeddings and the first block
 * @param embeddingProjection from the embeddings' width to d_model
 * @param relativeBias [ranges of distances, heads]
 * @param finalNorm after the last block
 */
record Weights(
    TokenEmbedding tokens,
    Optional<NDArray> positions,
    Optional<NDArray> tokenTypes,
    Optional<Norm> embeddingNorm,
    Optional<Linear> embeddingProjection,
    Optional<NDArray> relativeBias,
    List<BlockWeights> blocks,
    Optional<Norm> finalNorm) {

  /**
   * The weights of one block.
   *
   * @param attentionNorm of what attention reads
   * @param qkv d_model to queries, keys, values
   * @param qNorm of each head's queries, or of all
   * @param kNorm of each head's keys, or of all
   * @param attentionOutputNorm of what attention adds to the stream
   * @param attentionSumNorm of the stream behind attention
   * @param mlpNorm of what the MLP reads
   * @param activated d_model to d_mlp, what goes through the activation: in a gated MLP the gate
   * @param gated d_model to d_mlp, what the gate of a gated MLP is multiplied by
   * @param down d_mlp to d_model
   * @param mlpOutputNorm of what the MLP adds to the stream
   * @param mlpSumNorm of the stream behind the MLP
   */
  record BlockWeights(
      Optional<Norm> attentionNorm,
      Linear qkv,
      Optional<Norm> qNorm,
      Optional<Norm> kNorm,
      Linear attentionOutput,
      Optional<Norm> attentionOutputNorm,
      Optional<Norm> attentionSumNorm,
      Optional<Norm> mlpNorm,
      Linear activated,
      Optional<Linear> gated,
      Linear down,
      Optional<Norm> mlpOutputNorm,
      Optional<Norm> mlpSumNorm) {}
}
