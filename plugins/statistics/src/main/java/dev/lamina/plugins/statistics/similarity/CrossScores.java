package dev.lamina.plugins.statistics.similarity;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.statistics.item.Shuffles;
import dev.lamina.plugins.statistics.measure.Rows;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A similarity of two layers that is measured of a batch of rows; of several batches the mean.
 *
 * @param batch rows of a batch at most; in memory is what is prepared of all layers for one batch
 * @param prepare makes the rows of a layer, [rows, width], ready
 * @param similarity of two layers that are
 * @param reorder puts the rows of a layer that is ready into another order: row i is then what row
 *     {@code order[i]} was
 */
record CrossScores<T>(
    int batch,
    Parallel parallel,
    Function<double[][], T> prepare,
    ToDoubleBiFunction<T, T> similarity,
    BiFunction<T, int[], T> reorder)
    implements CrossSimilarity {

  @Override
  public Layers of(Activations first, Activations second, int[] partners, SplittableRandom random) {
    int n = first.layers().size();
    int m = second.layers().size();
    double[][] values = new double[n][m];
    double[] shuffled = new double[n];
    List<int[]> batches = RowBatches.of(first.rows(), batch, random);
    for (int[] rows : batches) {
      List<T> a = ready(first, rows);
      List<T> b = ready(second, rows);
      List<int[]> orders =
          Stream.generate(() -> Shuffles.order(rows.length, random)).limit(SHUFFLES).toList();
      List<double[]> found =
          parallel.map(
              a,
              layer -> b.stream().mapToDouble(of -> similarity.applyAsDouble(layer, of)).toArray());
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

  private List<T> ready(Activations of, int[] rows) {
    return parallel.map(of.layers(), layer -> prepare.apply(Rows.of(of.layer(layer), rows)));
  }

  private double shuffled(T first, T second, List<int[]> orders) {
    return orders.stream()
        .mapToDouble(order -> similarity.applyAsDouble(first, reorder.apply(second, order)))
        .average()
        .orElseThrow();
  }
}
