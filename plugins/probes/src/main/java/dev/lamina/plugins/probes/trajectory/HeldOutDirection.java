package dev.lamina.plugins.probes.trajectory;

import dev.lamina.api.activation.Matrix;
import dev.lamina.plugins.probes.split.Folds;

/**
 * The direction from the second class's mean to the first's at the last token of a layer, without
 * the prompts of a fold (the mass-mean direction of Marks and Tegmark 2023, section 5): {@code w =
 * m0 - m1}. A vector's score by it is {@code 2 (x - (m0 + m1) / 2) . w / |w|^2}, so that the means
 * that it was made from have the scores 1 and -1, whatever the layer's scale.
 *
 * @param weights [folds, d_model]
 * @param offsets [folds]
 */
public record HeldOutDirection(double[][] weights, double[] offsets) {

  /**
   * Fits one a fold, in one pass over the last tokens.
   *
   * @param offsets where each prompt's rows begin, [prompts + 1]
   * @param labels for each prompt its class, 0 or 1
   */
  public static HeldOutDirection of(Matrix layer, long[] offsets, int[] labels, Folds folds) {
    int d = layer.columns();
    double[][][] sums = new double[folds.count()][2][d]; // of each fold's own prompts
    int[][] counts = new int[folds.count()][2];
    float[] row = new float[d];
    for (int prompt = 0; prompt < labels.length; prompt++) {
      layer.copyRow(Math.toIntExact(offsets[prompt + 1] - 1), row, 0);
      double[] sum = sums[folds.of()[prompt]][labels[prompt]];
      counts[folds.of()[prompt]][labels[prompt]]++;
      for (int j = 0; j < d; j++) {
        sum[j] += row[j];
      }
    }
    double[][] weights = new double[folds.count()][];
    double[] intercepts = new double[folds.count()];
    for (int fold = 0; fold < folds.count(); fold++) {
      double[] first = mean(sums, counts, fold, 0);
      double[] second = mean(sums, counts, fold, 1);
      weights[fold] = new double[d];
      double length = 0;
      for (int j = 0; j < d; j++) {
        weights[fold][j] = first[j] - second[j];
        length += weights[fold][j] * weights[fold][j];
      }
      for (int j = 0; j < d; j++) {
        weights[fold][j] *= 2 / length; // classes that are the same have no direction: NaN
        intercepts[fold] -= weights[fold][j] * (first[j] + second[j]) / 2;
      }
    }
    return new HeldOutDirection(weights, intercepts);
  }

  /** That of a class over all folds but one. */
  private static double[] mean(double[][][] sums, int[][] counts, int without, int of) {
    double[] mean = new double[sums[0][0].length];
    int count = 0;
    for (int fold = 0; fold < sums.length; fold++) {
      if (fold != without) {
        count += counts[fold][of];
        for (int j = 0; j < mean.length; j++) {
          mean[j] += sums[fold][of][j];
        }
      }
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= count;
    }
    return mean;
  }

  /** The score of a vector of a prompt in a fold. */
  double score(int fold, float[] row) {
    double score = offsets[fold];
    double[] weight = weights[fold];
    for (int j = 0; j < weight.length; j++) {
      score += weight[j] * row[j];
    }
    return score;
  }
}
