package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.transformers.architecture.Attention;
import dev.lamina.plugins.transformers.architecture.Attention.HeadNorm;
import dev.lamina.plugins.transformers.architecture.Block;
import dev.lamina.plugins.transformers.forward.Weights.BlockWeights;
import dev.lamina.plugins.transformers.forward.pack.Pack;
import dev.lamina.plugins.transformers.forward.pack.Pack.Tile;
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
      NDArray x, BlockWeights w, int layer, Block block, PackArrays arrays, Capture capture) {
    int keys = attention.qWidth();
    int values = keys + attention.kvWidth();
    NDArray qkv = clipped(kernels.linear(x, w.qkv())); // [n, (heads + 2 kv_heads) d_head]
    NDArray q = qkv.get(":, :{}", keys); // [n, heads d_head]
    NDArray k = qkv.get(":, {}:{}", keys, values); // [n, kv_heads d_head]
    NDArray v = qkv.get(":, {}:", values); // [n, kv_heads d_head]
    capture.at(Component.Q, layer, q);
    capture.at(Component.K, layer, k);
    capture.at(Component.V, layer, v);

    NDArray queries = turned(heads(q, w.qNorm()), block, arrays); // [n, heads, d_head]
    NDArray keysOf = turned(heads(k, w.kNorm()), block, arrays); // [n, kv_heads, d_head]
    NDArray valuesOf = kernels.heads(v, attention.dHead()); // [n, kv_heads, d_head]
    NDArray z = // [n, heads d_head]
        kernels.attention(
            queries,
            keysOf,
            valuesOf,
            arrays.keys(),
            arrays.masks(block),
            attention.scale(),
            attention.softcap());
    capture.at(Component.Z, layer, z);
    if (capture.reads(Component.ATTN_SCORES, layer) || capture.reads(Component.PATTERN, layer)) {
      readPatterns(queries, keysOf, block, arrays, layer, capture);
    }
    return z;
  }

  /** How much each member's nodes look at those of its own path. Changes nothing of what is run. */
  private void readPatterns(
      NDArray q, NDArray k, Block block, PackArrays arrays, int layer, Capture capture) {
    for (Pack.Member member : arrays.pack().members()) {
      Tile tile = member.tile();
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray scores = // [heads, queries, keys]
            kernels.scores(
                kernels.rows(q, arrays.ids(tile.queries())),
                kernels.rows(k, arrays.ids(tile.keys())),
                arrays.mask(block, tile),
                attention.scale(),
                attention.softcap());
        capture.atKeys(Component.ATTN_SCORES, layer, scores);
        if (capture.reads(Component.PATTERN, layer)) {
          capture.atKeys(Component.PATTERN, layer, kernels.pattern(scores));
        }
      }
    }
  }

  private NDArray clipped(NDArray qkv) {
    return attention.clip().isPresent() ? kernels.clip(qkv, attention.clip().getAsDouble()) : qkv;
  }

  /** x [n, heads d_head] -> normalized, [n, heads, d_head]. */
  private NDArray heads(NDArray x, Optional<Norm> norm) {
    boolean whole = attention.headNorm() == HeadNorm.WHOLE && norm.isPresent();
    NDArray all = whole ? kernels.norm(x, norm.get()) : x;
    NDArray split = kernels.heads(all, attention.dHead());
    return whole || norm.isEmpty() ? split : kernels.norm(split, norm.get());
  }

  private NDArray turned(NDArray x, Block block, PackArrays arrays) {
    return block
        .rotary()
        .map(
            rotary -> {
              PackArrays.Turns turns = arrays.turns(rotary);
              return kernels.rotary(x, turns.cosines(), turns.sines(), rotary.pairing());
            })
        .orElse(x);
  }
}
