package dev.lamina.plugins.statistics.similarity;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.statistics.measure.Distance;
import dev.lamina.plugins.statistics.measure.Ranks;
import java.util.SplittableRandom;

/**
 * Representational similarity analysis between models (Kriegeskorte et al. 2008), every prompt
 * being an item: Spearman's correlation of the dissimilarities of all pairs of prompts.
 *
 * @param batch rows of a batch at most
 */
public record CrossRsa(Distance distance, int batch, Parallel parallel) implements CrossSimilarity {

  @Override
  public Layers of(Activations first, Activations second, int[] partners, SplittableRandom random) {
    return new CrossScores<>(
            batch,
            parallel,
            rows -> Ranks.of(distance.pairs(rows)),
            Ranks::correlation,
            CrossRsa::reordered)
        .of(first, second, partners, random);
  }

  /** What pairs of items are, if item i is what {@code order[i]} was. */
  private static double[] reordered(double[] pairs, int[] order) {
    int n = order.length;
    double[] moved = new double[pairs.length];
    int pair = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        int low = Math.min(order[i], order[j]);
        int high = Math.max(order[i], order[j]);
        moved[pair++] = pairs[low * n - low * (low + 1) / 2 + high - low - 1];
      }
    }
    return moved;
  }
}
