package dev.lamina.plugins.statistics.similarity;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.statistics.measure.Rows;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Centred kernel alignment of every pair of a component's layers (Kornblith et al. 2019, equation
 * 1), debiased and in batches (Nguyen, Raghu and Kornblith 2021, equation 2): the unbiased HSIC of
 * two layers, averaged over batches of rows, over the root of the product of the layers' own. 1 for
 * representations that are the same up to rotation and scale (with a linear kernel), about 0 for
 * independent ones, also below, and NaN where the rows of a layer are all the same.
 */
public final class LayerCka {

  /** The unbiased HSIC divides by n - 3. */
  public static final int LEAST_ROWS = 4;

  private final Kernel kernel;
  private final double bandwidth;
  private final int batch;
  private final Parallel parallel;

  /**
   * @param batch rows of a batch at most; memory is for their pairs, a matrix a layer
   */
  public LayerCka(Kernel kernel, double bandwidth, int batch, Parallel parallel) {
    this.kernel = kernel;
    this.bandwidth = bandwidth;
    this.batch = batch;
    this.parallel = parallel;
  }

  /**
   * The similarities, [layers, layers].
   *
   * @param random deals the rows to batches
   */
  public double[][] of(Activations activations, SplittableRandom random) {
    List<Integer> layers = activations.layers();
    double[][] hsic = new double[layers.size()][layers.size()];
    for (int[] rows : RowBatches.of(activations.rows(), batch, random)) {
      List<KernelSums> kernels =
          parallel.map(layers, layer -> kernel(activations.layer(layer), rows));
      List<double[]> found =
          parallel.map(
              IntStream.range(0, layers.size()).boxed().toList(),
              i -> kernels.stream().limit(i + 1).mapToDouble(kernels.get(i)::hsic).toArray());
      for (int i = 0; i < hsic.length; i++) {
        for (int j = 0; j <= i; j++) {
          hsic[i][j] += found.get(i)[j];
          hsic[j][i] = hsic[i][j];
        }
      }
    }
    double[][] cka = new double[hsic.length][hsic.length];
    for (int i = 0; i < hsic.length; i++) {
      for (int j = 0; j < hsic.length; j++) {
        cka[i][j] = KernelAlignment.of(hsic[i][j], hsic[i][i], hsic[j][j]);
      }
    }
    return cka;
  }

  private KernelSums kernel(Matrix matrix, int[] rows) {
    return KernelSums.of(kernel.matrix(Rows.of(matrix, rows), bandwidth));
  }
}
