package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Architecture.Flow;
import dev.lamina.plugins.transformers.architecture.Embedding.Projection;
import dev.lamina.plugins.transformers.forward.Weights.BlockWeights;
import dev.lamina.plugins.transformers.forward.pack.Pack;
import dev.lamina.plugins.transformers.torch.Kernels;
import dev.lamina.plugins.transformers.torch.Norm;
import java.util.Optional;

/**
 * The forward pass of every family. The hook points are TransformerLens's; n is the number of nodes
 * of a pack. Where a family lacks a norm, the norm leaves things as they are.
 */
final class Transformer {

  private final Architecture architecture;
  private final Weights weights;
  private final Kernels kernels;
  private final SelfAttention attention;

  Transformer(Architecture architecture, Weights weights, Kernels kernels) {
    this.architecture = architecture;
    this.weights = weights;
    this.kernels = kernels;
    this.attention = new SelfAttention(architecture.attention(), kernels);
  }

  /**
   * Runs the first blocks.
   *
   * @return the residual stream behind them, [n, d_model]
   */
  NDArray forward(int blocks, PackArrays arrays, Capture capture) {
    NDArray x = embed(arrays, capture); // [n, d_model]
    for (int layer = 0; layer < blocks; layer++) {
      NDArray next = block(layer, x, arrays, capture); // [n, d_model]
      x.close();
      x = next;
    }
    capture.at(Component.RESID_PRE, blocks, x);
    return x;
  }

  /** The final norm, [n, d_model]; the stream as it is in a model without one. */
  NDArray finish(NDArray x) {
    return norm(x, weights.finalNorm());
  }

  private NDArray embed(PackArrays arrays, Capture capture) {
    Pack pack = arrays.pack();
    Projection projection = architecture.embedding().projection();
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray x = weights.tokens().of(pack.ids(), arrays.manager()); // [n, width]
      if (projection == Projection.OF_TOKENS) {
        x = project(x); // [n, d_model]
      }
      if (weights.positions().isPresent()) {
        NDArray rows = arrays.ids(pack.rows()); // [n]
        x = x.add(kernels.embedding(weights.positions().get(), rows)); // [n, width]
      }
      if (weights.tokenTypes().isPresent()) {
        x = x.add(weights.tokenTypes().get().get(0)); // [n, width]
      }
      capture.at(Component.EMBED, 0, x);
      x = norm(x, weights.embeddingNorm()); // [n, width]
      if (projection == Projection.OF_SUM) {
        x = project(x); // [n, d_model]
      }
      x = scaled(x, architecture.embedding().scale()); // [n, d_model]
      NDScope.unregister(x);
      return x;
    }
  }

  private NDArray project(NDArray x) {
    return kernels.linear(x, weights.embeddingProjection().orElseThrow());
  }

  private NDArray block(int layer, NDArray x, PackArrays arrays, Capture capture) {
    BlockWeights w = weights.blocks().get(layer);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      capture.at(Component.RESID_PRE, layer, x);

      NDArray read = norm(x, w.attentionNorm()); // [n, d_model]
      NDArray z =
          attention.attend(
              read,
              w,
              layer,
              architecture.blocks().get(layer),
              arrays,
              capture); // [n, heads d_head]
      NDArray attnOut = kernels.linear(z, w.attentionOutput()); // [n, d_model]
      attnOut = scaled(norm(attnOut, w.attentionOutputNorm()), architecture.residualScale());
      capture.at(Component.ATTN_OUT, layer, attnOut);

      NDArray mid = norm(x.add(attnOut), w.attentionSumNorm()); // [n, d_model]
      NDArray mlpOut; // [n, d_model]
      if (architecture.flow() == Flow.SEQUENTIAL) {
        capture.at(Component.RESID_MID, layer, mid);
        mlpOut = mlp(norm(mid, w.mlpNorm()), w, layer, capture);
      } else {
        mlpOut = mlp(w.mlpNorm().isPresent() ? norm(x, w.mlpNorm()) : read, w, layer, capture);
      }
      mlpOut = scaled(norm(mlpOut, w.mlpOutputNorm()), architecture.residualScale());
      capture.at(Component.MLP_OUT, layer, mlpOut);

      NDArray post = norm(mid.add(mlpOut), w.mlpSumNorm()); // [n, d_model]
      capture.at(Component.RESID_POST, layer, post);
      NDScope.unregister(post);
      return post;
    }
  }

  private NDArray mlp(NDArray x, BlockWeights w, int layer, Capture capture) {
    if (capture.reads(Component.MLP_PRE, layer)) { // beside, as the fused one does not show it
      capture.at(Component.MLP_PRE, layer, kernels.linear(x, w.activated()));
    }
    NDArray hidden =
        kernels.linear(x, w.activated(), architecture.mlp().activation()); // [n, d_mlp]
    if (w.gated().isPresent()) {
      hidden = kernels.linear(x, w.gated().get(), hidden); // [n, d_mlp]
    }
    capture.at(Component.MLP_POST, layer, hidden);
    return kernels.linear(hidden, w.down()); // [n, d_model]
  }

  private NDArray norm(NDArray x, Optional<Norm> norm) {
    return norm.isPresent() ? kernels.norm(x, norm.get()) : x;
  }

  private NDArray scaled(NDArray x, double scale) {
    return scale == 1 ? x : kernels.scale(x, scale);
  }
}
