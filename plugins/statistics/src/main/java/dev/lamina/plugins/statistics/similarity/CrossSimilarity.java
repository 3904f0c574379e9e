package dev.lamina.plugins.statistics.similarity;

import dev.lamina.api.activation.Activations;
import java.util.SplittableRandom;

/** How alike two models represent the same prompts, layer by layer. */
public interface CrossSimilarity {

  /** Orders of the prompts that {@link Layers#shuffled} is a mean of. */
  int SHUFFLES = 5;

  /**
   * Holds every layer of a model against every layer of another.
   *
   * @param first its rows are the same prompts in the same order as the second's
   * @param partners for each layer of the first the place of a layer of the second
   * @param random deals the rows to batches and shuffles them
   */
  Layers of(Activations first, Activations second, int[] partners, SplittableRandom random);

  /**
   * What was found.
   *
   * @param values [layers of the first, layers of the second]; NaN where a layer is the same for
   *     all rows
   * @param shuffled for each layer of the first, the similarity to its partner with the prompts in
   *     another order: what two unrelated representations have
   */
  record Layers(double[][] values, double[] shuffled) {}
}
