package dev.lamina.plugins.manifold.cluster;

import dev.lamina.api.service.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Points in k groups such that the sum of squared distances to the groups' means is small: Lloyd's
 * algorithm (1982) from starts that are spread out (k-means++, Arthur and Vassilvitskii 2007), the
 * best of several.
 *
 * @param assignment for each point its group
 * @param inertia the sum of squared distances to the means
 */
public record KMeans(int[] assignment, double inertia) {

  private static final int MOST_STEPS = 300;

  /**
   * Groups.
   *
   * @param points [points, d]
   * @param k at most the number of points
   */
  public static KMeans of(
      double[][] points, int k, int restarts, SplittableRandom random, Parallel parallel) {
    List<SplittableRandom> randoms = new ArrayList<>();
    for (int i = 0; i < restarts; i++) {
      randoms.add(random.split());
    }
    return parallel.map(randoms, own -> once(points, k, own)).stream()
        .min(Comparator.comparingDouble(KMeans::inertia))
        .orElseThrow();
  }

  private static KMeans once(double[][] points, int k, SplittableRandom random) {
    double[][] means = starts(points, k, random);
    int[] assignment = new int[points.length];
    double[] distances = new double[points.length];
    Arrays.fill(assignment, -1);
    for (int step = 0; step < MOST_STEPS && assign(points, means, assignment, distances); step++) {
      update(points, means, assignment, distances);
    }
    assign(points, means, assignment, distances);
    return new KMeans(assignment, Arrays.stream(distances).sum());
  }

  /** Each next start is a point, drawn by its squared distance to the nearest start. */
  private static double[][] starts(double[][] points, int k, SplittableRandom random) {
    double[][] starts = new double[k][];
    double[] nearest = new double[points.length];
    Arrays.fill(nearest, 1);
    for (int start = 0; start < k; start++) {
      starts[start] = points[draw(nearest, random)].clone();
      for (int i = 0; i < points.length; i++) {
        double distance = squared(points[i], starts[start]);
        nearest[i] = start == 0 ? distance : Math.min(nearest[i], distance);
      }
    }
    return starts;
  }

  /** An index, by its share of the weights; any if all are 0. */
  private static int draw(double[] weights, SplittableRandom random) {
    double left = random.nextDouble() * Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return random.nextInt(weights.length);
  }

  /** Returns whether any point has another group than before. */
  private static boolean assign(
      double[][] points, double[][] means, int[] assignment, double[] distances) {
    boolean changed = false;
    for (int i = 0; i < points.length; i++) {
      int nearest = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int group = 0; group < means.length; group++) {
        double distance = squared(points[i], means[group]);
        nearest = distance < least ? group : nearest;
        least = Math.min(distance, least);
      }
      changed |= assignment[i] != nearest;
      assignment[i] = nearest;
      distances[i] = least;
    }
    return changed;
  }

  /** A group that has lost all its points begins again at the point that is worst off. */
  private static void update(
      double[][] points, double[][] means, int[] assignment, double[] distances) {
    int[] sizes = new int[means.length];
    for (double[] mean : means) {
      Arrays.fill(mean, 0);
    }
    for (int i = 0; i < points.length; i++) {
      double[] mean = means[assignment[i]];
      sizes[assignment[i]]++;
      for (int j = 0; j < mean.length; j++) {
        mean[j] += points[i][j];
      }
    }
    for (int group = 0; group < means.length; group++) {
      if (sizes[group] == 0) {
        int worst = 0;
        for (int i = 1; i < points.length; i++) {
          worst = distances[i] > distances[worst] ? i : worst;
        }
        means[group] = points[worst].clone();
        distances[worst] = 0;
        continue;
      }
      for (int j = 0; j < means[group].length; j++) {
        means[group][j] /= sizes[group];
      }
    }
  }

  /** Four sums side by side, as the processor adds them so. */
  private static double squared(double[] a, double[] b) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int j = 0;
    for (; j + 3 < a.length; j += 4) {
      first += (a[j] - b[j]) * (a[j] - b[j]);
      second += (a[j + 1] - b[j + 1]) * (a[j + 1] - b[j + 1]);
      third += (a[j + 2] - b[j + 2]) * (a[j + 2] - b[j + 2]);
      fourth += (a[j + 3] - b[j + 3]) * (a[j + 3] - b[j + 3]);
    }
    for (; j < a.length; j++) {
      first += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return first + second + third + fourth;
  }
}
