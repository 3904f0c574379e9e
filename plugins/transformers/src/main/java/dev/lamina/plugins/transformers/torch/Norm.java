package dev.lamina.plugins.transformers.torch;

import ai.djl.ndarray.NDArray;

/**
 * A LayerNorm.
 *
 * @param weight [d_model]
 * @param bias [d_model]
 * @param eps added to the variance
 */
public record Norm(NDArray weight, NDArray bias, double eps) {}
