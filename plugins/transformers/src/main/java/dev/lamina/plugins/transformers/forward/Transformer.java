package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.transformers.family.Activation;
import dev.lamina.plugins.transformers.family.Architecture;
import dev.lamina.plugins.transformers.family.NormPlacement;
import dev.lamina.plugins.transformers.torch.Kernels;
import dev.lamina.plugins.transformers.torch.Norm;

/**
 * The forward pass of every family. The hook points are TransformerLens's; n is the number of
 * tokens of all sequences of a batch.
 */
final class Transformer {

  private final Architecture architecture;
  private final Weights weights;
  private final Kernels kernels;

  Transformer(Architecture architecture, Weights weights, Kernels kernels) {
    this.architecture = architecture;
    this.weights = weights;
    this.kernels = kernels;
  }

  /** Runs a batch as far as the capture needs it. */
  void forward(Batch batch, Capture capture, NDManager manager) {
    NDArray x = embed(batch, capture, manager); // [n, d_model]
    int blocks = capture.blocks(architecture.layers());
    for (int layer = 0; layer < blocks; layer++) {
      NDArray next = block(layer, x, batch, capture); // [n, d_model]
      x.close();
      x = next;
    }
    if (capture.reads(Component.LN_FINAL, architecture.layers() - 1)) {
      NDArray normed = kernels.layerNorm(x, weights.finalNorm().orElseThrow()); // [n, d_model]
      capture.at(Component.LN_FINAL, architecture.layers() - 1, normed);
    }
  }

  private NDArray embed(Batch batch, Capture capture, NDManager manager) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray ids = manager.create(batch.ids()); // [n]
      NDArray positions = manager.create(batch.positions()); // [n]
      NDArray x = kernels.embedding(weights.tokens(), ids); // [n, d_model]
      x = x.add(kernels.embedding(weights.positions(), positions)); // [n, d_model]
      if (weights.tokenTypes().isPresent()) {
        x = x.add(weights.tokenTypes().get().get(0)); // [n, d_model]
      }
      capture.at(Component.EMBED, 0, x);
      if (weights.embeddingNorm().isPresent()) {
        x = kernels.layerNorm(x, weights.embeddingNorm().get()); // [n, d_model]
      }
      NDScope.unregister(x);
      return x;
    }
  }

  private NDArray block(int layer, NDArray x, Batch batch, Capture capture) {
    Weights.Block w = weights.blocks().get(layer);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      capture.at(Component.RESID_PRE, layer, x);

      NDArray qkv = kernels.linear(before(x, w.attentionNorm()), w.qkv()); // [n, 3 d_model]
      NDArray z = attention(qkv, batch); // [n, d_model]
      NDArray attnOut = kernels.linear(z, w.attentionOutput()); // [n, d_model]
      capture.at(Component.ATTN_OUT, layer, attnOut);
      NDArray mid = after(x.add(attnOut), w.attentionNorm()); // [n, d_model]
      capture.at(Component.RESID_MID, layer, mid);

      NDArray hidden = activation(before(mid, w.mlpNorm()), w); // [n, d_mlp]
      NDArray mlpOut = kernels.linear(hidden, w.down()); // [n, d_model]
      capture.at(Component.MLP_OUT, layer, mlpOut);
      NDArray post = after(mid.add(mlpOut), w.mlpNorm()); // [n, d_model]
      capture.at(Component.RESID_POST, layer, post);

      NDScope.unregister(post);
      return post;
    }
  }

  private NDArray attention(NDArray qkv, Batch batch) {
    return kernels.attention(
        qkv, batch.sequences(), architecture.heads(), architecture.attention());
  }

  private NDArray activation(NDArray x, Weights.Block w) {
    String approximate = architecture.activation() == Activation.GELU_TANH ? "tanh" : "none";
    return kernels.linearGelu(x, w.up(), approximate);
  }

  /** The norm in front of a half of a block, if it stands there. */
  private NDArray before(NDArray x, Norm norm) {
    return architecture.norms() == NormPlacement.PRE ? kernels.layerNorm(x, norm) : x;
  }

  /** The norm behind a half of a block, if it stands there. */
  private NDArray after(NDArray x, Norm norm) {
    return architecture.norms() == NormPlacement.POST ? kernels.layerNorm(x, norm) : x;
  }
}
