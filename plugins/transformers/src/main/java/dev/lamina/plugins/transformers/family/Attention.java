package dev.lamina.plugins.transformers.family;

/** Which tokens a token sees. */
public enum Attention {
  /** Itself and those before it. */
  CAUSAL,
  /** All of them. */
  BIDIRECTIONAL
}
