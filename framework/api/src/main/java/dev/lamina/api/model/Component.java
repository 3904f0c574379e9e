package dev.lamina.api.model;

import java.util.Locale;
import java.util.Optional;

/**
 * A hook point: a place in a transformer's forward pass where activations are read. Names and
 * definitions are TransformerLens's where it has them ({@code blocks.L.hook_resid_pre} and so on).
 * Those of the residual stream are [tokens, d_model]; {@link ModelDescription#hookPoints} has the
 * shapes of all. {@link #perLayer()} ones exist once a block.
 *
 * <p>In a pre-norm model {@code resid_pre + attn_out = resid_mid} and {@code resid_mid + mlp_out =
 * resid_post}; where attention and MLP run in parallel, {@code resid_pre + attn_out + mlp_out =
 * resid_post}. In a post-norm model (BERT) {@code resid_mid = LayerNorm(resid_pre + attn_out)} and
 * {@code resid_post = LayerNorm(resid_mid + mlp_out)}.
 */
public enum Component {
  /** The sum of the embeddings, before any norm or scaling; once a model. */
  EMBED(false),
  /**
   * The residual stream that enters a block; of the first, after the embeddings' norm or scaling.
   */
  RESID_PRE(true),
  /**
   * The residual stream between attention and MLP; absent where the two run in parallel. In a
   * post-norm model, after the norm.
   */
  RESID_MID(true),
  /** The residual stream that leaves a block; of the last block, before the final norm. */
  RESID_POST(true),
  /**
   * What attention adds to the residual stream: output projection, bias, and a norm or multiplier
   * behind them included.
   */
  ATTN_OUT(true),
  /** What the MLP adds to the residual stream, a norm or multiplier behind it included. */
  MLP_OUT(true),
  /** The residual stream after the final norm; once a model, absent in post-norm models. */
  LN_FINAL(false),
  /** The queries, [tokens, heads, d_head], before any norm of their own and any rotation. */
  Q(true),
  /** The keys, [tokens, key-value heads, d_head], before any norm of their own and any rotation. */
  K(true),
  /** The values, [tokens, key-value heads, d_head]. */
  V(true),
  /**
   * The heads' outputs, [tokens, heads, d_head]: the values weighted by the pattern, before the
   * output projection.
   */
  Z(true),
  /**
   * How much a token looks at each key, [tokens, heads, keys]: the softmax of {@link #ATTN_SCORES}.
   */
  PATTERN(true),
  /**
   * What the softmax of attention is taken of, [tokens, heads, keys]: scaled, soft-capped, position
   * biases added; minus infinity at keys that the token does not see.
   */
  ATTN_SCORES(true),
  /** What enters the MLP's activation function, [tokens, d_mlp]; in a gated MLP, the gate. */
  MLP_PRE(true),
  /** What enters the MLP's output matrix, [tokens, d_mlp]. */
  MLP_POST(true);

  private final boolean perLayer;

  Component(boolean perLayer) {
    this.perLayer = perLayer;
  }

  /** Whether it exists once a block rather than once a model. */
  public boolean perLayer() {
    return perLayer;
  }

  /** Whether a value can be minus infinity, which no statistic can take. */
  public boolean masked() {
    return this == ATTN_SCORES;
  }

  /** The name in specs, files and metrics: {@code resid_post}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The component of a name. */
  public static Optional<Component> of(String id) {
    for (Component component : values()) {
      if (component.id().equals(id)) {
        return Optional.of(component);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return id();
  }
}
