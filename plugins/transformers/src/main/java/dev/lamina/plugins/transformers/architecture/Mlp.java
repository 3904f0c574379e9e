package dev.lamina.plugins.transformers.architecture;

/**
 * The MLP, as all blocks have it.
 *
 * @param width of the hidden layer
 */
public record Mlp(int width, Activation activation, Gating gating) {

  /** What the hidden layer is. */
  public enum Gating {
    /** {@code f(up x)}. */
    PLAIN,
    /** {@code f(gate x) (up x)} (Shazeer 2020, GLU variants). */
    GATED
  }

  public static Mlp plain(int width, Activation activation) {
    return new Mlp(width, activation, Gating.PLAIN);
  }

  public static Mlp gated(int width, Activation activation) {
    return new Mlp(width, activation, Gating.GATED);
  }

  public boolean gated() {
    return gating == Gating.GATED;
  }
}
