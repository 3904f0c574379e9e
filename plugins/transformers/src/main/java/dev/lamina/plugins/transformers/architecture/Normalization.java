package dev.lamina.plugins.transformers.architecture;

/**
 * How norms are computed.
 *
 * @param eps what is added to the variance, or to the mean square
 * @param weights what files hold of their weights
 */
public record Normalization(Kind kind, double eps, Weights weights) {

  /** What is divided by. */
  public enum Kind {
    /** {@code (x - mean) / sqrt(variance + eps) w + b} (Ba et al. 2016). */
    LAYER,
    /** {@code x / sqrt(mean(x^2) + eps) w} (Zhang and Sennrich 2019). */
    RMS
  }

  /** What files hold of a norm's weights. */
  public enum Weights {
    /** The weights. */
    PLAIN,
    /** The weights less 1 (Gemma). */
    LESS_ONE,
    /** Nothing: the weights are 1, the biases 0 (OLMo). */
    NONE
  }

  public static Normalization layer(double eps) {
    return new Normalization(Kind.LAYER, eps, Weights.PLAIN);
  }

  public static Normalization rms(double eps) {
    return new Normalization(Kind.RMS, eps, Weights.PLAIN);
  }

  public Normalization withWeights(Weights newWeights) {
    return new Normalization(kind, eps, newWeights);
  }
}
