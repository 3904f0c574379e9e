package dev.lamina.plugins.transformers.architecture;

import java.util.OptionalDouble;

/**
 * How the next token is predicted.
 *
 * @param divisor what the logits are divided by
 * @param softcap c, where logits are {@code c tanh(logits / c)}
 */
public record Logits(double divisor, OptionalDouble softcap) {

  /** The logits as the output matrix gives them. */
  public static final Logits PLAIN = new Logits(1, OptionalDouble.empty());
}
