package dev.lamina.plugins.transformers.family;

/** Where a block's norms stand. */
public enum NormPlacement {
  /** Before attention and MLP: {@code x + f(norm(x))}. */
  PRE,
  /** After the residual sum: {@code norm(x + f(x))}. */
  POST
}
