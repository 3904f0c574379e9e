package dev.lamina.plugins.statistics.similarity;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.statistics.item.Shuffles;
import dev.lamina.plugins.statistics.measure.Rows;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@link LayerCka} between models: Kornblith et al. 2019, debiased and in batches as in Nguyen,
 * Raghu and Kornblith 2021. In memory are the kernels of all layers of both for one batch.
 *
 * @param bandwidth of {@link Kernel#RBF}, in median distances
 * @param batch rows of a batch at most
 */
public record CrossCka(Kernel kernel, double bandwidth, int batch, Parallel parallel)
    implements CrossSimilarity {

  @Override
  public Layers of(Activations first, Activations second, int[] partners, SplittableRandom random) {
    int n = first.layers().size();
    int m = second.layers().size();
    double[][] both = new double[n][m];
    double[] shuffled = new double[n];
    double[] ofFirst = new double[n];
    double[] ofSecond = new double[m];
    for (int[] rows : RowBatches.of(first.rows(), batch, random)) {
      List<KernelSums> a = kernels(first, rows);
      List<KernelSums> b = kernels(second, rows);
      List<int[]> orders =
          Stream.generate(() -> Shuffles.order(rows.length, random)).limit(SHUFFLES).toList();
      add(parallel.map(a, own -> own.hsic(own)), ofFirst);
      add(parallel.map(b, own -> own.hsic(own)), ofSecond);
      add(
          parallel.map(
              IntStream.range(0, n).boxed().toList(),
              i -> shuffled(a.get(i), b.get(partners[i]), orders)),
          shuffled);
      List<double[]> found =
          parallel.map(a, layer -> b.stream().mapToDouble(layer::hsic).toArray());
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < m; j++) {
          both[i][j] += found.get(i)[j];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      shuffled[i] = KernelAlignment.of(shuffled[i], ofFirst[i], ofSecond[partners[i]]);
      for (int j = 0; j < m; j++) {
        both[i][j] = KernelAlignment.of(both[i][j], ofFirst[i], ofSecond[j]);
      }
    }
    return new Layers(both, shuffled);
  }

  private List<KernelSums> kernels(Activations of, int[] rows) {
    return parallel.map(
        of.layers(),
        layer -> KernelSums.of(kernel.matrix(Rows.of(of.layer(layer), rows), bandwidth)));
  }

  private static double shuffled(KernelSums first, KernelSums second, List<int[]> orders) {
    return orders.stream()
        .mapToDouble(order -> first.hsic(second.reordered(order)))
        .average()
        .orElseThrow();
  }

  private static void add(List<Double> values, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += values.get(i);
    }
  }
}
