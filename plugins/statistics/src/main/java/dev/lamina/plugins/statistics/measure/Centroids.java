package dev.lamina.plugins.statistics.measure;

import dev.lamina.api.activation.Matrix;
import dev.lamina.plugins.statistics.group.Groups;
import java.util.Arrays;

/**
 * The centroids of the groups of one layer.
 *
 * @param means [groups, d_model]
 * @param scatter for each group the sum over its rows of the squared distance to its centroid
 * @param norms for each group the moments of its rows' L2 norms
 */
public record Centroids(double[][] means, double[] scatter, Moments[] norms) {

  /** Measures in one pass; row i is prompt i, prompts of no group are left out. */
  public static Centroids of(Matrix matrix, Groups groups) {
    int dModel = matrix.columns();
    double[][] means = new double[groups.count()][dModel];
    double[] squares = new double[groups.count()];
    Moments[] norms = new Moments[groups.count()];
    Arrays.fill(norms, Moments.NONE);
    float[] row = new float[dModel];
    for (int prompt = 0; prompt < matrix.rows(); prompt++) {
      int group = groups.of(prompt);
      if (group == Groups.NO_GROUP) {
        continue;
      }
      matrix.copyRow(prompt, row, 0);
      double norm = Magnitude.L2_NORM.of(row);
      norms[group] = norms[group].merge(Moments.of(norm));
      squares[group] += norm * norm;
      for (int i = 0; i < dModel; i++) {
        means[group][i] += row[i];
      }
    }
    double[] scatter = new double[groups.count()];
    for (int group = 0; group < groups.count(); group++) {
      long n = norms[group].count();
      double[] mean = means[group];
      Arrays.setAll(mean, i -> mean[i] / n);
      scatter[group] = Math.max(0, squares[group] - n * dot(mean, mean));
    }
    return new Centroids(means, scatter, norms);
  }

  /** The Euclidean distance of two centroids. */
  public double euclidean(int first, int second) {
    double squares = 0;
    for (int i = 0; i < means[first].length; i++) {
      double difference = means[first][i] - means[second][i];
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }

  /** One minus the cosine of two centroids; NaN if one is 0. */
  public double cosine(int first, int second) {
    double lengths = Math.sqrt(dot(means[first], means[first]) * dot(means[second], means[second]));
    return lengths > 0 ? 1 - dot(means[first], means[second]) / lengths : Double.NaN;
  }

  /**
   * The distance to expect, as a root mean square, of the centroids of two random draws of these
   * sizes from one population: {@code sqrt(t (1/n1 + 1/n2))}, t being the trace of the two groups'
   * pooled covariance, {@code (scatter1 + scatter2) / (n1 + n2 - 2)}.
   */
  public double byChance(int first, int second) {
    double n1 = norms[first].count();
    double n2 = norms[second].count();
    double trace = (scatter[first] + scatter[second]) / (n1 + n2 - 2);
    return Math.sqrt(trace * (1 / n1 + 1 / n2));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
