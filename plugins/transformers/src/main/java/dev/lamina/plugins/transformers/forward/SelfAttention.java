package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.transformers.architecture.Attention;
import dev.lamina.plugins.transformers.architecture.Attention.HeadNorm;
import dev.lamina.plugins.transformers.architecture.Block;
import dev.lamina.plugins.transformers.forward.Weights.BlockWeights;
import dev.lamina.plugins.transformers.torch.Kernels;
import dev.lamina.plugins.transformers.torch.Norm;
import java.util.Optional;

/** What a token takes from others, before the output projection (Vaswani et al. 2017). */
final class SelfAttention {

  private final Attention attention;
  private final Kernels kernels;

  SelfAttention(Attention attention, Kernels kernels) {
    this.attention = attention;
    this.kernels = kernels;
  }

  /** x [n, d_model] -> the heads' outputs, [n, heads d_head]. */
  NDArray attend(
      NDArray x, BlockWeights w, int layer, Block block, BatchArrays arrays, Capture capture) {
    int keys = attention.qWidth();
    int values = keys + attention.kvWidth();
    NDArray qkv = clipped(kernels.linear(x, w.qkv())); // [n, (heads + 2 kv_heads) d_head]
    NDArray q = qkv.get(":, :{}", keys); // [n, heads d_head]
    NDArray k = qkv.get(":, {}:{}", keys, values); // [n, kv_heads d_head]
    NDArray v = qkv.get(":, {}:", values); // [n, kv_heads d_head]
    capture.at(Component.Q, layer, q);
    capture.at(Component.K, layer, k);
    capture.at(Component.V, layer, v);

    NDArray queries = turned(heads(q, w.qNorm(), arrays), block, arrays); // [s, l, heads, d_head]
    NDArray keysOf = turned(heads(k, w.kNorm(), arrays), block, arrays); // [s, l, kv_heads, d_head]
    NDArray valuesOf = kernels.heads(v, arrays.sequences(), attention.dHead()); // as keys
    NDArray z; // [n, heads d_head]
    if (attention.softcap().isPresent()) {
      NDArray pattern = pattern(queries, keysOf, block, arrays, layer, capture);
      z = kernels.mix(pattern, valuesOf);
    } else {
      z = fused(queries, keysOf, valuesOf, arrays.mask(block));
      if (capture.reads(Component.ATTN_SCORES, layer) || capture.reads(Component.PATTERN, layer)) {
        pattern(queries, keysOf, block, arrays, layer, capture);
      }
    }
    capture.at(Component.Z, layer, z);
    return z;
  }

  /** The heads' outputs, which do not depend on whether the pattern is read. */
  private NDArray fused(NDArray q, NDArray k, NDArray v, NDArray mask) {
    return kernels.attention(q, k, v, mask, attention.direction(), attention.scale());
  }

  /** How much each token looks at each key, [s, heads, l, l]. */
  private NDArray pattern(
      NDArray q, NDArray k, Block block, BatchArrays arrays, int layer, Capture capture) {
    NDArray mask = arrays.fullMask(block); // [1 or heads, l, l]
    NDArray scores = kernels.scores(q, k, mask, attention.scale(), attention.softcap());
    capture.atKeys(Component.ATTN_SCORES, layer, scores); // [s, heads, l, l]
    NDArray pattern = kernels.pattern(scores);
    capture.atKeys(Component.PATTERN, layer, pattern);
    return pattern;
  }

  private NDArray clipped(NDArray qkv) {
    return attention.clip().isPresent() ? kernels.clip(qkv, attention.clip().getAsDouble()) : qkv;
  }

  /** x [n, heads d_head] -> normalized, [s, l, heads, d_head]. */
  private NDArray heads(NDArray x, Optional<Norm> norm, BatchArrays arrays) {
    boolean whole = attention.headNorm() == HeadNorm.WHOLE && norm.isPresent();
    NDArray all = whole ? kernels.norm(x, norm.get()) : x;
    NDArray split = kernels.heads(all, arrays.sequences(), attention.dHead());
    return whole || norm.isEmpty() ? split : kernels.norm(split, norm.get());
  }

  private NDArray turned(NDArray x, Block block, BatchArrays arrays) {
    return block
        .rotary()
        .map(
            rotary -> {
              BatchArrays.Turns turns = arrays.turns(rotary);
              return kernels.rotary(x, turns.cosines(), turns.sines(), rotary.pairing());
            })
        .orElse(x);
  }
}
