package dev.lamina.api.model;

import java.util.Locale;
import java.util.Optional;

/**
 * A hook point: a place in a transformer's forward pass where activations are read. Names and
 * definitions are TransformerLens's where it has them ({@code blocks.L.hook_resid_pre} and so on).
 * All are [tokens, d_model]; {@link #perLayer()} ones exist once a block.
 *
 * <p>In a pre-norm model {@code resid_pre + attn_out = resid_mid} and {@code resid_mid + mlp_out =
 * resid_post}. In a post-norm model (BERT) {@code resid_mid = LayerNorm(resid_pre + attn_out)} and
 * {@code resid_post = LayerNorm(resid_mid + mlp_out)}.
 */
public enum Component {
  /** The sum of the embeddings, before any norm or scaling; once a model. */
  EMBED(false),
  /** The residual stream that enters a block. */
  RESID_PRE(true),
  /** The residual stream between attention and MLP. */
  RESID_MID(true),
  /** The residual stream that leaves a block; of the last block, before the final norm. */
  RESID_POST(true),
  /** What attention adds to the residual stream, output projection and bias included. */
  ATTN_OUT(true),
  /** What the MLP adds to the residual stream. */
  MLP_OUT(true),
  /** The residual stream after the final norm; once a model, absent in post-norm models. */
  LN_FINAL(false);

  private final boolean perLayer;

  Component(boolean perLayer) {
    this.perLayer = perLayer;
  }

  /** Whether it exists once a block rather than once a model. */
  public boolean perLayer() {
    return perLayer;
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
