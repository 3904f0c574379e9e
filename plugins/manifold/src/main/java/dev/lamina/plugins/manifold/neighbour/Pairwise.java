package dev.lamina.plugins.manifold.neighbour;

/** The distance of any two of some points. */
@FunctionalInterface
public interface Pairwise {

  /** From point a to point b. */
  double distance(int a, int b);

  /** Euclidean distances, computed when asked for. */
  static Pairwise of(double[][] points) {
    return (a, b) -> Math.sqrt(squared(points[a], points[b]));
  }

  private static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return sum;
  }
}
