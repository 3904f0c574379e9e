package dev.lamina.plugins.transformers.torch;

import ai.djl.ndarray.NDArray;

/**
 * A linear map.
 *
 * @param weight [outputs, inputs]
 * @param bias [outputs], or empty if there is none
 * @param layout how the weight lies in memory
 */
public record Linear(NDArray weight, NDArray bias, Layout layout) {

  /** How a weight lies in memory. */
  public enum Layout {
    /** Output after output. */
    PLAIN,
    /** As oneDNN's matrix product wants it; nothing else can read it. */
    PACKED
  }
}
