package dev.lamina.plugins.transformers.torch;

import ai.djl.ndarray.NDArray;
import dev.lamina.plugins.transformers.architecture.Normalization;

/**
 * A norm.
 *
 * @param weight [width] or [heads, width], or empty if it only normalizes
 * @param bias as the weight, or empty if there is none
 */
public record Norm(Normalization how, NDArray weight, NDArray bias) {}
