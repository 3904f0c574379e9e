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

  /**
   * Measures in one pass; row i is prompt i, prompts of no group are left out. Sums are of
   * differences to the group's first row, so that they stay exact far from zero.
   */
  public static Centroids of(Matrix matrix, Groups groups) {
    float[] row = new float[matrix.columns()]; // [d_model]
    float[][] origins = new float[groups.count()][];
    double[][] means = new double[groups.count()][matrix.columns()];
    double[] scatter = new double[groups.count()];
    Moments[] norms = new Moments[groups.count()];
    Arrays.fill(norms, Moments.NONE);
    for (int prompt = 0; prompt < matrix.rows(); prompt++) {
      int group = groups.of(prompt);
      if (group == Groups.NO_GROUP) {
        continue;
      }
      matrix.copyRow(prompt, row, 0);
      if (norms[group].count() == 0) {
        origins[group] = row.clone();
      }
      norms[group] = norms[group].merge(Moments.of(Magnitude.L2_NORM.of(row)));
      scatter[group] += addDifference(row, origins[group], means[group]);
    }
    for (int group = 0; group < groups.count(); group++) {
      long n = norms[group].count();
      for (int i = 0; i < means[group].length; i++) {
        double offset = means[group][i] / n;
        scatter[group] -= n * offset * offset;
        means[group][i] = origins[group][i] + offset;
      }
      scatter[group] = Math.max(0, scatter[group]);
    }
    return new Centroids(means, scatter, norms);
  }

  /** Adds {@code row - origin} to the sum; returns the squared length of what was added. */
  private static double addDifference(float[] row, float[] origin, double[] sum) {
    double squares = 0;
    for (int i = 0; i < row.length; i++) {
      double difference = (double) row[i] - origin[i];
      sum[i] += difference;
      squares += difference * difference;
    }
    return squares;
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
