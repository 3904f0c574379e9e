package dev.lamina.plugins.transformers.forward;

import dev.lamina.plugins.transformers.forward.pack.PackCost;
import dev.lamina.plugins.transformers.torch.Linear.Layout;

/**
 * How fast a machine runs an architecture: what prompts are divided by, and forecasts are made of.
 *
 * @param linear the layout of weights in which a block is fastest
 * @param beside what a pack costs beside the blocks: its masks, angles and embeddings
 * @param block what it costs a block
 * @param secondsPerWeight to read a weight from its file
 */
public record Speed(Layout linear, PackCost beside, PackCost block, double secondsPerWeight) {

  public Speed {
    if (!(secondsPerWeight >= 0 && secondsPerWeight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(secondsPerWeight + " is no number of seconds");
    }
  }

  /**
   * Of GPT-2 small on one core with 100 GFLOP/s, for a model that is not worth a measurement.
   *
   * @param linear the layout that is tried
   */
  public static Speed typical(Layout linear) {
    return new Speed(linear, PackCost.NONE, new PackCost(2e-3, 1.43e-4, 9e-8), 2e-9);
  }

  /** What a pack costs that is run through some blocks. */
  PackCost of(int blocks) {
    return beside.plus(block, blocks);
  }
}
