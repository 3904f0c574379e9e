package dev.lamina.plugins.statistics.similarity;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.service.Parallel;
import java.util.SplittableRandom;

/**
 * 1 - {@link Procrustes} disparity between models: the share of a layer's variance that another has
 * after the best rotation and scale. Of fewer rows than dimensions a rotation fits a good part of
 * anything, so that it is to be held against {@link Layers#shuffled}.
 *
 * @param batch rows of a batch at most; the time of a batch grows with its third power
 */
public record CrossProcrustes(int batch, Parallel parallel) implements CrossSimilarity {

  @Override
  public Layers of(Activations first, Activations second, int[] partners, SplittableRandom random) {
    return new CrossScores<>(
            batch,
            parallel,
            Procrustes::of,
            (layer, other) -> 1 - layer.disparity(other),
            Procrustes::reordered)
        .of(first, second, partners, random);
  }
}
