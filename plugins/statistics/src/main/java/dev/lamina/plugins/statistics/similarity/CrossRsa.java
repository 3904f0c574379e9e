package dev.lamina.plugins.statistics.similarity;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.statistics.item.Shuffles;
import dev.lamina.plugins.statistics.measure.Distance;
import dev.lamina.plugins.statistics.measure.Ranks;
import dev.lamina.plugins.statistics.measure.Rows;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Representational similarity analysis between models (Kriegeskorte et al. 2008), every prompt
 * being an item: Spearman's correlation of the dissimilarities of all pairs of prompts; of several
 * batches the mean. In memory are the dissimilarities of all layers of both for one batch.
 *
 * @param batch rows of a batch at most
 */
public record CrossRsa(Distance distance, int batch, Parallel parallel) implements CrossSimilarity {

  @Override
  public Layers of(Activations first, Activations second, int[] partners, SplittableRandom random) {
    int n = first.layers().size();
    int m = second.layers().size();
    double[][] values = new double[n][m];
    double[] shuffled = new double[n];
    List<int[]> batches = RowBatches.of(first.rows(), batch, random);
    for (int[] rows : batches) {
      List<double[]> a = ranks(first, rows);
      List<double[]> b = ranks(second, rows);
      List<int[]> orders =
          Stream.generate(() -> Shuffles.order(rows.length, random)).limit(SHUFFLES).toList();
      List<double[]> found =
          parallel.map(
              a, layer -> b.stream().mapToDouble(of -> Ranks.correlation(layer, of)).toArray());
      List<Double> unrelated =
          parallel.map(
              IntStream.range(0, n).boxed().toList(),
              i -> shuffled(a.get(i), b.get(partners[i]), orders));
      for (int i = 0; i < n; i++) {
        shuffled[i] += unrelated.get(i) / batches.size();
        for (int j = 0; j < m; j++) {
          values[i][j] += found.get(i)[j] / batches.size();
        }
      }
    }
    return new Layers(values, shuffled);
  }

  private List<double[]> ranks(Activations of, int[] rows) {
    return parallel.map(
        of.layers(), layer -> Ranks.of(distance.pairs(Rows.of(of.layer(layer), rows))));
  }

  private static double shuffled(double[] first, double[] second, List<int[]> orders) {
    return orders.stream()
        .mapToDouble(order -> Ranks.correlation(first, reordered(second, order)))
        .average()
        .orElseThrow();
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
