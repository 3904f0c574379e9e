package dev.lamina.plugins.transformers.torch;

import ai.djl.ndarray.NDArray;

/**
 * A linear map.
 *
 * @param weight [outputs, inputs]
 * @param bias [outputs], or empty if there is none
 */
public record Linear(NDArray weight, NDArray bias) {}
